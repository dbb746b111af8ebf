import { calculate } from './arithmetic.ts';
import { assignTo, elementsOf, isAssociative } from './arrays.ts';
import { builtinPrefix, leave, lookup, warn, write, type Shell } from './state.ts';

/** The value of an arithmetic expression; undefined after an error, which ends the shell. */
export function calculateText(shell: Shell, text: string, by?: string): bigint | undefined {
  const refused = shell.dialect === 'dash' ? dashRefuses(text) : undefined;
  if (refused !== undefined) {
    warn(shell, `arithmetic expression: ${refused}: "${text}"`);
    leave(shell, 2);
    return undefined;
  }
  const result = calculate(text, {
    nested: shell.dialect !== 'dash',
    get: (name) => valueOf(shell, name),
    set(name, value) {
      const [, array = name, key] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
      assignTo(shell, array, { key: key === undefined ? undefined : arithmeticKey(shell, array, key), value });
    },
  });
  if (result.ok) return result.value;
  const message = errorText(shell, text, result.error);
  if (by === undefined) warn(shell, message);
  else write(shell, 2, `${builtinPrefix(shell, by)}${message}\n`);
  leave(shell, shell.dialect === 'bash' ? 1 : 2);
  return undefined;
}

function errorText(shell: Shell, text: string, error: string): string {
  const base = /^value too great for base:(.*)$/.exec(error)?.[1];
  const leftover = /^leftover:(.*)$/s.exec(error)?.[1];
  const syntax = error === 'syntax' || base !== undefined || leftover !== undefined;
  const zero = error === 'division by zero';
  if (shell.dialect === 'dash') {
    if (!syntax && !zero) return error;
    const primary = base === undefined && leftover === undefined ? 'expecting primary' : 'expecting EOF';
    return `arithmetic expression: ${zero ? error : primary}: "${text}"`;
  }
  if (shell.dialect === 'ash') return syntax ? 'arithmetic syntax error' : zero ? 'divide by zero' : error;
  if (base !== undefined) return `${base}: value too great for base (error token is "${base}")`;
  const plain = text.trim();
  const token = leftover ?? plain.split(/\s+/).at(-1) ?? '';
  if (leftover !== undefined && /^[.#@$]/.test(leftover))
    return `${plain}: syntax error: invalid arithmetic operator (error token is "${leftover}")`;
  if (!syntax) return `${plain}: ${zero ? 'division by 0' : error} (error token is "${zero ? '0' : token}")`;
  if (/[-+*/%<>=&|^!~(,?:]$/.test(plain)) return `${plain}: syntax error: operand expected (error token is "${token}")`;
  return `${plain}: syntax error in expression (error token is "${token}")`;
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

/** dash has no `++`, `--`, `**`, no comma and no other bases. */
function dashRefuses(text: string): string | undefined {
  if (/\*\*|\+\+|--/.test(text)) return 'expecting primary';
  return text.includes(',') || /\d#/.test(text) ? 'expecting EOF' : undefined;
}
