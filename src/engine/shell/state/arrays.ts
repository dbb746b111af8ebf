import { holdVariables } from '../../kernel/memory/memory.ts';
import { assign, lookup, named, warn, type Shell, type Variable } from './shell-state.ts';

const NONE: Variable = { value: undefined, exported: false, readonly: false };

/** The elements of a bash array by key, in order; of a plain variable its value as element 0. Undefined: unset. */
export function elementsOf(shell: Shell, given: string): ReadonlyMap<string, string> | undefined {
  const name = named(shell, given);
  const special = specialArray(shell, name);
  if (special) return new Map(special.map((value, index) => [String(index), value] as const));
  const variable = shell.variables.get(name);
  if (variable?.elements) return variable.elements;
  const value = lookup(shell, name);
  return value === undefined ? undefined : new Map([['0', value]]);
}

function specialArray(shell: Shell, name: string): readonly string[] | undefined {
  if (shell.dialect !== 'bash') return undefined;
  switch (name) {
    case 'PIPESTATUS':
      return shell.pipeStatus.map(String);
    case 'FUNCNAME':
      return [...shell.calls.toReversed(), ...(shell.calls.length > 0 && shell.source.kind === 'file' ? ['main'] : [])];
    case 'BASH_SOURCE':
      return [...(shell.sourced ?? []), ...(shell.source.kind === 'file' ? [shell.name] : [])];
    default:
      return undefined;
  }
}

export function isAssociative(shell: Shell, name: string): boolean {
  return shell.variables.get(named(shell, name))?.associative === true;
}

/** Makes a variable an array of these values; false (with a message) when it is readonly. */
export function setArray(shell: Shell, name: string, values: readonly string[]): boolean {
  return setElements(shell, name, new Map(values.map((value, index) => [String(index), value] as const)));
}

/** Replaces all elements. Keys of indexed arrays are put in order. */
export function setElements(shell: Shell, given: string, elements: ReadonlyMap<string, string>): boolean {
  const name = named(shell, given);
  const old = shell.variables.get(name) ?? NONE;
  if (old.readonly) {
    warn(shell, `${name}: readonly variable`);
    return false;
  }
  const sorted = old.associative
    ? elements
    : new Map([...elements].toSorted(([one], [other]) => Number(one) - Number(other)));
  shell.variables.set(name, { ...old, value: sorted.get('0'), elements: sorted });
  // elements are put in order one by one here, which a large array takes time for
  shell.machine.work(sorted.size / 50);
  if (sorted.size > 8) holdVariables(shell);
  return true;
}

/** Sets one element; a plain variable becomes an array. */
export function setElement(shell: Shell, name: string, what: { key: string; value: string }): boolean {
  const known = shell.variables.get(named(shell, name));
  const elements = new Map(known?.elements ?? (known?.value === undefined ? [] : [['0', known.value] as const]));
  elements.set(what.key, what.value);
  return setElements(shell, name, elements);
}

/** Takes one element away. */
export function unsetElement(shell: Shell, name: string, key: string): void {
  const elements = new Map(elementsOf(shell, name));
  elements.delete(key);
  setElements(shell, name, elements);
}

/** Marks a variable as an (associative) array, keeping what it holds. */
export function declareArray(shell: Shell, name: string, associative: boolean): void {
  const old = shell.variables.get(name) ?? NONE;
  const elements = old.elements ?? (old.value === undefined ? new Map<string, string>() : new Map([['0', old.value]]));
  shell.variables.set(name, { ...old, elements, ...(associative ? { associative } : {}) });
}

/** Assigns to a variable or, `name[key]`, to an element. */
export function assignTo(shell: Shell, name: string, what: { key: string | undefined; value: string }): boolean {
  const { key, value } = what;
  if (key !== undefined) return setElement(shell, name, { key, value });
  return shell.variables.get(name)?.elements
    ? setElement(shell, name, { key: '0', value })
    : assign(shell, name, value);
}
