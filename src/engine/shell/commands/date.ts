import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Prints a fixed moment, 2026-11-24 08:00:00 UTC; + formats with %Y %m %d %H %M %S %s %F %T %Z %j %y %a %b.',
  example: `
$ date -u +%Y-%m-%d
2026-11-24
$ date +%s
1795507200
`,
  run(process, args) {
    const format = args.find((arg) => arg.startsWith('+'));
    for (const arg of args) if (/^-[dsrI]|^--(?:date|set|iso)/.test(arg)) process.notSimulated(`flag ${arg} of date`);
    process.out(`${format === undefined ? 'Tue Nov 24 08:00:00 UTC 2026' : expand(format.slice(1))}\n`);
    return 0;
  },
};
export default command;

const PARTS: Readonly<Record<string, string>> = {
  Y: '2026',
  y: '26',
  m: '11',
  d: '24',
  e: '24',
  H: '08',
  M: '00',
  S: '00',
  s: '1795507200',
  F: '2026-11-24',
  T: '08:00:00',
  Z: 'UTC',
  z: '+0000',
  j: '328',
  a: 'Tue',
  A: 'Tuesday',
  b: 'Nov',
  B: 'November',
  h: 'Nov',
  N: '000000000',
  D: '11/24/26',
  R: '08:00',
  u: '2',
  n: '\n',
  t: '\t',
  '%': '%',
};

function expand(format: string): string {
  return format.replaceAll(/%([a-zA-Z%])/g, (all, letter: string) => PARTS[letter] ?? all);
}
