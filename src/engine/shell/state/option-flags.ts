import type { Shell } from './shell-state.ts';

/** `$-`: each shell has an order of its own. */
export function flags(shell: Shell): string {
  const order = { dash: 'efnxvVECabulpms', ash: 'ecfIimsxvVECabunl', bash: 'abefhkmnptuvxBCEHT' }[shell.dialect];
  const on = [...shell.options].filter((option) => option.length === 1);
  if (shell.dialect === 'bash') {
    const all = new Set([...on, 'h', 'B']);
    return `${[...order].filter((letter) => all.has(letter)).join('')}${shell.source.kind === 'command' ? 'c' : ''}`;
  }
  if (shell.dialect === 'ash' && shell.source.kind === 'command') on.push('c');
  const sorted = on.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return sorted.toReversed().join('');
}
