import { unescape } from '../escapes.ts';
import { readOptions } from '../options.ts';
import type { Command } from '../system.ts';

const command: Command = {
  summary: 'Replaces (two sets), deletes (-d) or squeezes (-s) characters; ranges, classes, -c.',
  example: `
$ echo hello | tr a-z A-Z
HELLO
$ echo aabbc | tr -s ab
abc
$ echo a1b2 | tr -d '[:digit:]'
ab
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cCdst',
      long: { '--delete': 'd', '--squeeze-repeats': 's', '--complement': 'c' },
    });
    const [first, second] = options.rest;
    if (first === undefined || (second === undefined && !options.has('d') && !options.has('s'))) {
      process.complain(first === undefined ? 'missing operand' : `missing operand after '${first}'`);
      if (first !== undefined) process.err('Two strings must be given when translating.\n');
      process.err("Try 'tr --help' for more information.\n");
      return 1;
    }
    const from = members(first);
    const set = new Set(from);
    const complement = options.has('c') || options.has('C');
    const inFirst = (char: string): boolean => set.has(char) !== complement;
    const to = second === undefined ? undefined : members(second);
    const translates = to !== undefined && !options.has('d');
    const table = new Map<string, string>();
    if (translates && !complement)
      for (const [at, char] of from.entries()) table.set(char, to[Math.min(at, to.length - 1)] ?? char);
    const squeezed = options.has('s') ? new Set(to ?? from) : undefined;
    let last = '';
    let made = '';
    for (const char of yield* process.readAll()) {
      if (options.has('d') && inFirst(char)) continue;
      const changed = translates
        ? complement
          ? inFirst(char)
            ? (to.at(-1) ?? char)
            : char
          : (table.get(char) ?? char)
        : char;
      const squeezes = squeezed && (to === undefined && complement ? inFirst(changed) : squeezed.has(changed));
      if (squeezes && changed === last) continue;
      made += changed;
      last = changed;
    }
    process.out(made);
    return 0;
  },
};
export default command;

const CLASSES: Readonly<Record<string, string>> = {
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  space: '\t\n\v\f\r ',
  blank: ' \t',
  punct: '!-/:-@[-`{-~',
  xdigit: '0-9A-Fa-f',
};

function members(text: string): string[] {
  const plain = unescape(text, 'printf').text.replaceAll(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all);
  const chars = Array.from(plain);
  const made: string[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    const end = chars[at + 2];
    if (chars[at + 1] === '-' && end !== undefined && end >= char) {
      for (let code = char.codePointAt(0) ?? 0; code <= (end.codePointAt(0) ?? 0) && made.length < 70_000; code++)
        made.push(String.fromCodePoint(code));
      at += 2;
    } else made.push(char);
  }
  return made;
}
