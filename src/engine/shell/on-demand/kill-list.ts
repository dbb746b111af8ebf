import type { Dialect } from '../syntax/ast.ts';
import { SIGNALS } from '../../kernel/processes/signals.ts';

/** Real-time signals 34 to 64 as shells name them. */
function realTime(number: number): string {
  if (number === 34) return 'RTMIN';
  if (number === 64) return 'RTMAX';
  return number < 50 ? `RTMIN+${number - 34}` : `RTMAX-${64 - number}`;
}

/** What `kill -l` prints. */
export function listSignals(dialect: Dialect): string {
  const named = SIGNALS.map((name, number) => ({ number, name })).slice(1);
  if (dialect === 'ash') return named.map(({ number, name }) => `${String(number).padStart(2)}) ${name}\n`).join('');
  const more = Array.from({ length: 31 }, (_, index) => ({ number: index + 34, name: realTime(index + 34) }));
  if (dialect === 'dash') {
    const known = named.map(({ number, name }) => (name === 'STKFLT' ? String(number) : name));
    return ['0', ...known, '32', '33', ...more.map(({ name }) => name)].map((name) => `${name}\n`).join('');
  }
  const all = [...named, ...more].map(({ number, name }) => `${String(number).padStart(2)}) SIG${name}`);
  return `${all.map((text, index) => `${text}${index % 5 === 4 ? '\n' : '\t'}`).join('')}\n`;
}
