import { SIGNALS } from '../../../kernel/index.ts';

/** `SIGTERM` of 15; what has no name is `signal 40`. */
export function signalName(signal: number): string {
  const name = SIGNALS[signal];
  return name === undefined || signal === 0 ? `signal ${signal}` : `SIG${name}`;
}

/** A text that ends with dots where it is longer than `most` characters. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Last part of a path. */
function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/^-/, '');
}

/** What people call a program: `node` of `/usr/local/bin/node server.js`; a script by its shell and its name (`sh entry.sh`). */
export function nameOf(argv: readonly string[]): string {
  const [program = '', first = ''] = argv;
  const name = cut(base(program), 40) || '(nothing)';
  return isShell(argv) && first !== '' && !/^[-+]/.test(first) ? `${name} ${cut(base(first), 40)}` : name;
}

const SHELLS = new Set(['sh', 'ash', 'dash', 'bash']);
const INITS = new Set(['docker-init', 'tini', 'tini-static', 'dumb-init', 'catatonit']);

/** It is a shell. */
export function isShell([program = '', first = '']: readonly string[]): boolean {
  return SHELLS.has(base(program)) || (base(program) === 'busybox' && SHELLS.has(first));
}

/** It is a small init: it hands signals on and takes note of the ends of children. */
export function isInit([program = '']: readonly string[]): boolean {
  return INITS.has(base(program));
}

/** `0.4 s` of milliseconds. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)}\u00a0s`;
}

/** When something was over: "at once", "after 0.4 s". */
export function after(ms: number): string {
  return ms < 50 ? 'at once' : `after ${seconds(ms)}`;
}

/** Seconds as people give them: `10 s`, `1.5 s`. */
export function period(grace: number): string {
  return Number.isFinite(grace) ? `${Number(grace.toFixed(1))}\u00a0s` : 'for ever';
}
