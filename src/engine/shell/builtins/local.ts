import { assignTo, declareArray, elementsOf, setElement } from '../state/arrays.ts';
import type { Builtin } from '../builtins.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { quoteBash } from '../../base/quote-bash.ts';
import { builtinPrefix, leave, lookup, notSimulated, write, type Shell, type Variable } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary: 'Makes variables local to a function; declare and typeset of bash with -a -A -i -l -u -x -r -g -p -F.',
  names: ['local', 'declare', 'typeset'],
  only: { declare: ['bash'], typeset: ['bash'] },
  run(shell, args, name) {
    const frame = shell.locals.at(-1);
    if (!frame && name === 'local') {
      const text = shell.dialect === 'bash' ? 'can only be used in a function' : 'not in a function';
      write(shell, 2, `${builtinPrefix(shell, name)}${text}\n`);
      return shell.dialect === 'bash' ? 1 : leave(shell, 2);
    }
    const bash = shell.dialect === 'bash';
    const flags = args.filter((arg) => bash && /^[-+][a-zA-Z]+$/.test(arg)).join('');
    const words = args.filter((arg) => !bash || !/^[-+][a-zA-Z]+$/.test(arg));
    if (flags.includes('t')) notSimulated(shell, `${name} ${flags}`);
    if (/[fF]/.test(flags)) return functions(shell, words, flags);
    if (name === 'local' && args.length === 0) return showLocals(shell, frame);
    if (flags.includes('p') || words.length === 0) return print(shell, words);
    const how: Declaring = { by: name, flags, frame: flags.includes('g') ? undefined : frame };
    let status = 0;
    // `local -`: the options of `set` as they are now come back with the end of the function.
    if (args.includes('-') && frame && !frame.has('-'))
      frame.set('-', { value: [...shell.options].join(' '), exported: false, readonly: false });
    for (const word of words.filter((one) => one !== '-')) status = Math.max(status, declare(shell, word, how));
    return status;
  },
};
export default builtin;

/** `local` alone: bash lists the variables of the function. */
function showLocals(shell: Shell, frame: ReadonlyMap<string, unknown> | undefined): number {
  if (shell.dialect !== 'bash') return 0;
  for (const name of [...(frame?.keys() ?? [])].toSorted()) {
    const value = lookup(shell, name);
    write(shell, 1, value === undefined ? `${name}\n` : `${name}=${value === '' ? '' : quoteBash(value)}\n`);
  }
  return 0;
}

interface Declaring {
  readonly by: string;
  readonly flags: string;
  readonly frame: Map<string, Variable | undefined> | undefined;
}

function declare(shell: Shell, word: string, { by, flags, frame }: Declaring): number {
  const match = /^([A-Za-z_]\w*)(?:\[(.*?)\])?(\+?=)?(.*)$/s.exec(word);
  if (!match || (match[3] === undefined && match[4] !== '')) {
    const bash = shell.dialect === 'bash';
    const text = bash ? `\`${word}': not a valid identifier` : `${word.replace(/=.*/s, '')}: bad variable name`;
    write(shell, 2, `${builtinPrefix(shell, by)}${text}\n`);
    return bash ? 1 : leave(shell, 2);
  }
  const [, name = '', key, operator, text = ''] = match;
  const old = shell.variables.get(name);
  if (frame && !frame.has(name)) {
    frame.set(name, old);
    // dash keeps the outer value until one is assigned; ash and bash start unset.
    if (shell.dialect !== 'dash') shell.variables.delete(name);
  }
  if (flags.startsWith('-') && flags.includes('n')) {
    const known = shell.variables.get(name) ?? { value: undefined, exported: false, readonly: false };
    shell.variables.set(name, { ...known, value: undefined, reference: text });
    return 0;
  }
  if (/[aA]/.test(flags)) declareArray(shell, name, flags.includes('A'));
  mark(shell, name, flags);
  if (operator !== undefined) {
    const before = operator === '+=' ? (lookup(shell, name) ?? '') : '';
    const value = flags.includes('i') ? String(calculateText(shell, text) ?? 0n) : `${before}${text}`;
    const done = key === undefined ? assignTo(shell, name, { key, value }) : setElement(shell, name, { key, value });
    if (!done) return shell.dialect === 'bash' ? 1 : leave(shell, 2);
  }
  const made = shell.variables.get(name);
  if (made && flags.includes('r')) shell.variables.set(name, { ...made, readonly: true });
  return 0;
}

/** Attributes of a variable; `+x` takes them away. */
function mark(shell: Shell, name: string, flags: string): void {
  const old = shell.variables.get(name) ?? { value: undefined, exported: shell.options.has('a'), readonly: false };
  const on = !flags.startsWith('+');
  const fold = flags.includes('l') ? 'lower' : flags.includes('u') ? 'upper' : undefined;
  const asked = flags !== '' && /[xilu]/.test(flags);
  if (!asked && lookup(shell, name) === undefined && shell.dialect !== 'bash') return;
  shell.variables.set(name, {
    ...old,
    exported: flags.includes('x') ? on : old.exported,
    ...(flags.includes('i') ? { integer: on } : {}),
    ...(fold && on ? { fold } : {}),
  });
}

function functions(shell: Shell, names: readonly string[], flags: string): number {
  if (flags.includes('f')) notSimulated(shell, 'declare -f');
  const wanted = names.length > 0 ? names : [...shell.functions.keys()].toSorted();
  for (const name of wanted)
    if (shell.functions.has(name)) write(shell, 1, names.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
  return wanted.every((name) => shell.functions.has(name)) ? 0 : 1;
}

function print(shell: Shell, names: readonly string[]): number {
  const wanted = names.length > 0 ? names : [...shell.variables.keys()].toSorted();
  let status = 0;
  for (const name of wanted) {
    const variable = shell.variables.get(name);
    if (variable) write(shell, 1, `${line(shell, name, variable)}\n`);
    else {
      write(shell, 2, `${builtinPrefix(shell, 'declare')}${name}: not found\n`);
      status = 1;
    }
  }
  return status;
}

function line(shell: Shell, name: string, variable: Variable): string {
  const letters = [
    variable.reference === undefined ? '' : 'n',
    variable.associative ? 'A' : variable.elements ? 'a' : '',
    variable.integer ? 'i' : '',
    variable.readonly ? 'r' : '',
    variable.exported ? 'x' : '',
    variable.fold === 'lower' ? 'l' : variable.fold === 'upper' ? 'u' : '',
  ].join('');
  const head = `declare -${letters === '' ? '-' : letters} ${name}`;
  if (variable.reference !== undefined) return `${head}=${quote(variable.reference)}`;
  if (!variable.elements) return variable.value === undefined ? head : `${head}=${quote(variable.value)}`;
  const elements = [...(elementsOf(shell, name) ?? [])].map(([key, value]) => `[${key}]=${quote(value)}`);
  return `${head}=(${elements.join(' ')}${variable.associative && elements.length > 0 ? ' ' : ''})`;
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}
