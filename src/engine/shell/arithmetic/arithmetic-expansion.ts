import { calculate, type Fault } from './evaluate.ts';
import { assignTo, elementsOf, isAssociative } from '../state/arrays.ts';
import { builtinPrefix, leave, lookup, warn, write, type Shell } from '../state/shell-state.ts';
import { unset } from '../expansion/unset-parameter.ts';

/** The value of an arithmetic expression; undefined after an error, which ends the shell. */
export function calculateText(shell: Shell, text: string, by?: string): bigint | undefined {
  // bash takes quotes away, as everywhere; the others find them in the expression.
  const plain = shell.dialect === 'bash' ? text.replaceAll('"', '') : text;
  const result = calculate(plain, {
    dialect: shell.dialect,
    stopped: () => shell.jump !== undefined,
    get(name) {
      const value = valueOf(shell, name);
      return value === undefined && shell.dialect === 'bash' ? unset(shell, name) : value;
    },
    set(name, value) {
      const [, array = name, key] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
      const done = assignTo(shell, array, {
        key: key === undefined ? undefined : arithmeticKey(shell, array, key),
        value,
      });
      if (!done) leave(shell, shell.dialect === 'bash' ? 1 : 2);
    },
  });
  if (result.ok) return result.value;
  if (result.fault.kind === 'stopped') return undefined;
  const message = errorText(shell, text, result.fault);
  if (by === undefined) warn(shell, message);
  else write(shell, 2, `${builtinPrefix(shell, by)}${message}\n`);
  leave(shell, shell.dialect === 'bash' ? 1 : 2);
  return undefined;
}

const DASH: Partial<Record<Fault['kind'], string>> = {
  operand: 'expecting primary',
  colon: "expecting ':'",
  parenthesis: "expecting ')'",
  zero: 'division by zero',
};

/** As bash's expr.c has them. */
const BASH: Readonly<Record<Fault['kind'], string>> = {
  assignment: 'attempted assignment to non-variable',
  base: 'value too great for base',
  character: 'syntax error: invalid arithmetic operator',
  colon: "`:' expected for conditional expression",
  expression: 'expression expected',
  leftover: 'syntax error in expression',
  limit: 'expression too deep (limit of the simulator)',
  number: 'syntax error in expression',
  operand: 'syntax error: operand expected',
  parenthesis: "missing `)'",
  recursion: 'expression recursion level exceeded',
  stopped: '',
  zero: 'division by 0',
};

function errorText({ dialect }: Shell, text: string, { kind, text: inner, rest }: Fault): string {
  if (kind === 'limit') return BASH.limit;
  if (dialect === 'dash') {
    if (kind === 'number') return `Illegal number: ${rest}`;
    return `arithmetic expression: ${DASH[kind] ?? 'expecting EOF'}: "${text}"`;
  }
  if (dialect === 'ash') {
    if (kind === 'recursion') return BASH.recursion;
    return kind === 'zero' ? 'divide by zero' : 'arithmetic syntax error';
  }
  const what = kind === 'base' ? rest : inner.trimStart();
  return `${what}: ${BASH[kind]} (error token is "${rest}")`;
}

/** `name` or `name[index]` in an expression. */
function valueOf(shell: Shell, name: string): string | undefined {
  const [, array, key = ''] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
  if (array === undefined) return lookup(shell, name);
  return elementsOf(shell, array)?.get(arithmeticKey(shell, array, key));
}

function arithmeticKey(shell: Shell, array: string, key: string): string {
  return isAssociative(shell, array) ? key : String(calculateText(shell, key) ?? 0n);
}
