import { FUNCTIONS, type Callable } from './functions.ts';
import { commandText, nodeText, pipelineText, type Command, type Operand, type Pipeline } from './nodes.ts';
import { assign, at, fail, type State } from './state.ts';
import { bool, fieldOf, float, int, isTrue, MISSING, NIL, str, typeOf, type Value } from './value.ts';

/** The value of a pipeline, stored in the variables it sets. Source: Go text/template exec.go evalPipeline. */
export function evaluate(state: State, dot: Value, pipe: Pipeline): Value {
  state.at = { offset: pipe.at, text: pipelineText(pipe) };
  let value: Value | undefined;
  for (const command of pipe.commands) {
    value = runCommand(state, dot, { command, piped: value });
    if (state.problem !== undefined) return MISSING;
  }
  // a nil interface that leaves a pipeline is no value at all
  const result = value && value.kind !== 'nil' ? value : MISSING;
  for (const name of pipe.names) {
    if (pipe.assigns) assign(state, name, result);
    else state.variables.push({ name, value: result });
  }
  return result;
}

interface Given {
  readonly command: Command;
  readonly piped: Value | undefined;
}

/** One command of a pipeline. */
function runCommand(state: State, dot: Value, given: Given): Value {
  const [first, ...rest] = given.command.args;
  if (!first) return MISSING;
  const args = { words: rest, piped: given.piped };
  switch (first.kind) {
    case 'field':
      at(state, first);
      return fields(state, dot, { of: dot, names: first.names, args });
    case 'chain':
      at(state, first);
      return fields(state, dot, { of: operand(state, dot, first.of), names: first.fields, args, known: true });
    case 'variable':
      if (first.fields.length === 0) break;
      at(state, first);
      return fields(state, dot, { of: variable(state, first.name), names: first.fields, args, known: true });
    case 'call':
      at(state, first);
      return builtin(state, dot, { name: first.name, args, text: commandText(given.command) });
    default:
      break;
  }
  at(state, first);
  if (rest.length > 0 || given.piped !== undefined)
    return fail(state, `can't give argument to non-function ${nodeText(first)}`);
  if (first.kind === 'nil') return fail(state, 'nil is not a command');
  return operand(state, dot, first);
}

function variable(state: State, name: string): Value {
  return state.variables.findLast((one) => one.name === name)?.value ?? MISSING;
}

/** The value of an operand by itself. */
function operand(state: State, dot: Value, node: Operand): Value {
  const args = { words: [], piped: undefined };
  switch (node.kind) {
    case 'dot':
      return dot;
    case 'nil':
      return NIL;
    case 'bool':
      return bool(node.value);
    case 'number':
      return node.float ? float(node.value) : int(node.value, 'int');
    case 'string':
      return str(node.value);
    case 'pipe':
      return evaluate(state, dot, node.pipe);
    case 'field':
      at(state, node);
      return fields(state, dot, { of: dot, names: node.names, args });
    case 'variable':
      at(state, node);
      return fields(state, dot, { of: variable(state, node.name), names: node.fields, args, known: true });
    case 'chain':
      at(state, node);
      return fields(state, dot, { of: operand(state, dot, node.of), names: node.fields, args, known: true });
    case 'call':
      at(state, node);
      return builtin(state, dot, { name: node.name, args, text: node.name });
  }
}

interface Arguments {
  readonly words: readonly Operand[];
  readonly piped: Value | undefined;
}

interface Path {
  readonly of: Value;
  readonly names: readonly string[];
  readonly args: Arguments;
  /** The type of the first value is known; in raw JSON that of all others is `interface {}`. */
  readonly known?: boolean;
}

function fields(state: State, dot: Value, how: Path): Value {
  let value = how.of;
  const none = { words: [], piped: undefined };
  for (const [index, name] of how.names.entries()) {
    if (state.problem !== undefined) return MISSING;
    const last = index === how.names.length - 1;
    value = member(state, dot, {
      of: value,
      name,
      args: last ? how.args : none,
      known: how.known === true && index === 0,
    });
  }
  return value;
}

interface Member {
  readonly of: Value;
  readonly name: string;
  readonly args: Arguments;
  readonly known: boolean;
}

function member(state: State, dot: Value, { of, name, args, known }: Member): Value {
  const given = args.words.length > 0 || args.piped !== undefined;
  const method = of.kind === 'struct' || of.kind === 'map' ? of.methods?.get(name) : undefined;
  if (method)
    return invoke(state, dot, {
      name,
      args,
      callable: { params: method.params, call: (values) => method.call(values) },
    });
  switch (of.kind) {
    case 'missing':
      return state.run.strict ? fail(state, `nil data; no entry for key ${JSON.stringify(name)}`) : MISSING;
    case 'nil':
      return fail(state, `nil pointer evaluating interface {}.${name}`);
    case 'pointer':
      if (of.fields && !of.fields.includes(name)) break;
      return fail(state, `nil pointer evaluating ${of.type}.${name}`);
    case 'struct': {
      const value = fieldOf(of, name);
      if (!value) break;
      return given ? fail(state, `${name} has arguments but cannot be invoked as function`) : value;
    }
    case 'map': {
      if (given) return fail(state, `${name} is not a method but has arguments`);
      const value = of.entries?.get(name);
      if (value) return value;
      return state.run.strict ? fail(state, `map has no entry for key ${JSON.stringify(name)}`) : MISSING;
    }
    default:
      break;
  }
  return fail(
    state,
    `can't evaluate field ${name} in type ${state.run.strict && !known ? 'interface {}' : typeOf(of)}`,
  );
}

function builtin(
  state: State,
  dot: Value,
  { name, args, text }: { name: string; args: Arguments; text: string },
): Value {
  const callable = state.run.functions?.get(name) ?? FUNCTIONS.get(name);
  if (!callable) return fail(state, `${JSON.stringify(name)} is not a defined function`);
  if (name === 'and' || name === 'or') return shortCircuit(state, dot, { name, args });
  if (name === 'call') return called(state, dot, { args, text });
  return invoke(state, dot, { name, args, callable, text });
}

/** No value of docker's is a function. */
function called(state: State, dot: Value, { args, text }: { args: Arguments; text: string }): Value {
  const [word] = args.words;
  const here = state.at;
  const value = word ? argument(state, dot, { word, type: 'any' }) : args.piped;
  if (state.problem !== undefined) return MISSING;
  if (!value) return fail(state, 'wrong number of args for call: want at least 1 got 0');
  state.at = { offset: here.offset, text };
  return fail(state, `error calling call: non-function ${word ? nodeText(word) : 'value'} of type ${typeOf(value)}`);
}

function shortCircuit(state: State, dot: Value, { name, args }: { name: string; args: Arguments }): Value {
  if (args.words.length === 0 && args.piped === undefined)
    return fail(state, `wrong number of args for ${name}: want at least 1 got 0`);
  let value: Value = MISSING;
  for (const word of args.words) {
    value = argument(state, dot, { word, type: 'any' });
    if (state.problem !== undefined || isTrue(value) === (name === 'or')) return value;
  }
  return args.piped ?? value;
}

interface Invocation {
  readonly name: string;
  readonly args: Arguments;
  readonly callable: Callable;
  readonly text?: string;
}

/** Calls a function or method: counts, checks the types of its arguments, says what it says. */
function invoke(state: State, dot: Value, { name, args, callable, text }: Invocation): Value {
  const here = state.at;
  const { params } = callable;
  const count = args.words.length + (args.piped === undefined ? 0 : 1);
  const more = params.at(-1)?.startsWith('...') ?? false;
  const fixed = more ? params.length - 1 : params.length;
  if (more && count < fixed)
    return fail(state, `wrong number of args for ${name}: want at least ${fixed} got ${args.words.length}`);
  if (!more && count !== fixed) return fail(state, `wrong number of args for ${name}: want ${fixed} got ${count}`);
  const typeAt = (index: number): string => (params[Math.min(index, params.length - 1)] ?? 'any').replace('...', '');
  const values: Value[] = [];
  for (const [index, word] of args.words.entries()) {
    values.push(argument(state, dot, { word, type: typeAt(index) }));
    if (state.problem !== undefined) return MISSING;
  }
  if (args.piped !== undefined) values.push(assignable(state, args.piped, typeAt(values.length)));
  if (state.problem !== undefined) return MISSING;
  const result = callable.call(values);
  if (!('error' in result)) return result;
  state.at = { offset: here.offset, text: text ?? here.text };
  return fail(state, `error calling ${name}: ${result.error}`);
}

function argument(state: State, dot: Value, { word, type }: { word: Operand; type: string }): Value {
  at(state, word);
  if (type !== 'any') {
    if (word.kind === 'nil') return fail(state, `cannot assign nil to ${type}`);
    const literal = word.kind === 'string' || word.kind === 'number' || word.kind === 'bool';
    const kind = { string: 'string', int: 'integer', '[]string': '[]string' }[type] ?? type;
    if (literal && (type === 'string') !== (word.kind === 'string'))
      return fail(state, `expected ${kind}; found ${nodeText(word)}`);
  }
  return assignable(state, word.kind === 'nil' ? MISSING : operand(state, dot, word), type);
}

function assignable(state: State, value: Value, type: string): Value {
  if (state.problem !== undefined || type === 'any') return value;
  if (value.kind === 'missing' || value.kind === 'nil') return fail(state, `invalid value; expected ${type}`);
  const own = typeOf(value);
  // an unnamed slice type takes named ones of the same elements
  const slices = type === '[]string' && own === 'strslice.StrSlice';
  const fits = own === type || slices || (type === 'int' && value.kind === 'int' && value.type === 'int');
  return fits ? value : fail(state, `wrong type for value; expected ${type}; got ${own}`);
}
