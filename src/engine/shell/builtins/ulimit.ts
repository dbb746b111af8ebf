import type { Builtin } from '../builtins.ts';
import { builtinPrefix, write } from '../state.ts';

/** What `docker run` leaves a container with; the letters all three shells know. Source: moby default ulimits, getrlimit(2). */
const LIMITS: Readonly<Record<string, string>> = {
  t: 'unlimited',
  f: 'unlimited',
  d: 'unlimited',
  s: '8192',
  c: 'unlimited',
  m: 'unlimited',
  l: '8192',
  p: 'unlimited',
  u: 'unlimited',
  n: '1048576',
  v: 'unlimited',
  w: 'unlimited',
  r: '0',
};

const builtin: Builtin = {
  summary: 'Shows limits of the process and takes new ones, which change nothing here; times shows no time used.',
  names: ['ulimit', 'times'],
  run(shell, args, name) {
    if (name === 'times') {
      write(shell, 1, shell.dialect === 'bash' ? TIMES.replaceAll('.00', '.000') : `${TIMES}`);
      return 0;
    }
    const letters = args
      .filter((arg) => arg.startsWith('-'))
      .join('')
      .replaceAll(/[-HS]/g, '');
    const letter = letters === '' ? 'f' : (letters[0] ?? 'f');
    const value = args.find((arg) => !arg.startsWith('-'));
    if (letter === 'a') {
      for (const [key, limit] of Object.entries(LIMITS)) write(shell, 1, `-${key}: ${limit}\n`);
      return 0;
    }
    const known = shell.limits.get(letter) ?? LIMITS[letter];
    if (known === undefined) {
      write(shell, 2, `${builtinPrefix(shell, 'ulimit')}Illegal option -${letter}\n`);
      return 2;
    }
    if (value === undefined) write(shell, 1, `${known}\n`);
    else if (value === 'unlimited' || /^\d+$/.test(value)) shell.limits.set(letter, value);
    else {
      const text = shell.dialect === 'bash' ? `${value}: invalid number` : 'bad number';
      write(shell, 2, `${builtinPrefix(shell, 'ulimit')}${text}\n`);
      return shell.dialect === 'bash' ? 1 : 2;
    }
    return 0;
  },
};
export default builtin;

const TIMES = '0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n';
