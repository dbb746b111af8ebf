import { calculate } from './arithmetic.ts';
import { assignTo, elementsOf, isAssociative } from './arrays.ts';
import { leave, lookup, warn, type Shell } from './state.ts';

/** The value of an arithmetic expression; undefined after an error, which ends the shell. */
export function calculateText(shell: Shell, text: string): bigint | undefined {
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
  const plain = text.trim();
  if (shell.dialect === 'dash') {
    const known = result.error === 'syntax' ? `arithmetic expression: expecting primary: "${text}"` : '';
    const zero =
      result.error === 'division by zero' ? `arithmetic expression: division by zero: "${text}"` : result.error;
    warn(shell, known || zero);
  } else if (shell.dialect === 'ash') {
    warn(
      shell,
      result.error === 'syntax'
        ? 'arithmetic syntax error'
        : result.error === 'division by zero'
          ? 'divide by zero'
          : result.error,
    );
  } else {
    const detail =
      result.error === 'syntax'
        ? `arithmetic syntax error in expression (error token is "${plain.split(/\s+/).at(-1)}")`
        : `${result.error} (error token is "0")`;
    warn(shell, `${plain}: ${detail}`);
  }
  leave(shell, shell.dialect === 'bash' ? 1 : 2);
  return undefined;
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

/** dash has no `++`, `--`, `**` and no comma. */
function dashRefuses(text: string): string | undefined {
  if (/\*\*|\+\+|--/.test(text)) return 'expecting primary';
  return text.includes(',') ? 'expecting EOF' : undefined;
}
