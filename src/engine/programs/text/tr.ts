import { unescape } from '../../base/escapes.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { extraOperand, isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Replaces (two sets), deletes (-d) or squeezes (-s) characters; ranges, classes, -c.',
  gnu: {
    tr: 'cCdst complement delete squeeze-repeats truncate-set1',
  },
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
      busybox: 'Ccds',
      stops: true,
      long: { '--delete': 'd', '--squeeze-repeats': 's', '--complement': 'c', '--truncate-set1': 't' },
    });
    const wrong = options.refused ?? misuse(process, options);
    if (wrong !== undefined) return wrong;
    const change = translator(process, options);
    if (typeof change === 'number') return change;
    for (let piece = yield* process.read(); piece !== undefined; piece = yield* process.read())
      process.out(change(piece));
    return 0;
  },
};
export default command;

/** The status after a complaint about the number of sets; undefined when it is right. */
function misuse(process: Process, options: Options): number | undefined {
  const [first, second, third] = options.rest;
  const deletes = options.has('d');
  const squeezes = options.has('s');
  const needed = (deletes && !squeezes) || (!deletes && squeezes && second === undefined) ? 1 : 2;
  const say = (message: string, why: string): number => {
    if (isBusybox(process)) return usage(process);
    process.complain(message);
    if (why !== '') process.err(`${why}\n`);
    return usage(process);
  };
  if (first === undefined) return say('missing operand', '');
  if (second === undefined && needed === 2) {
    // BusyBox takes the missing second set as empty and copies.
    if (isBusybox(process)) return undefined;
    return say(
      `missing operand after '${first}'`,
      deletes
        ? 'Two strings must be given when both deleting and squeezing repeats.'
        : 'Two strings must be given when translating.',
    );
  }
  if (second !== undefined && deletes && !squeezes)
    return isBusybox(process)
      ? undefined
      : say(`extra operand '${second}'`, 'Only one string may be given when deleting without squeezing repeats.');
  return third === undefined ? undefined : extraOperand(process, third);
}

/** The change as a function of pieces of text; a number is the status after a complaint. */
function translator(process: Process, options: Options): ((text: string) => string) | number {
  const [first = '', other] = options.rest;
  const from = members(process, first);
  const to = other === undefined ? undefined : members(process, other);
  if (typeof from === 'string' || typeof to === 'string') {
    process.complain(typeof from === 'string' ? from : String(to));
    return 1;
  }
  const translates = to !== undefined && !options.has('d');
  if (translates && to.length === 0 && from.length > 0) {
    process.complain(
      isBusybox(process) ? 'STRING2 cannot be empty' : 'when not truncating set1, string2 must be non-empty',
    );
    return 1;
  }
  const complement = options.has('c') || options.has('C');
  const set = new Set(from);
  const inFirst = (char: string): boolean => set.has(char) !== complement;
  const table = new Map<string, string>();
  if (translates && !complement)
    for (const [at, char] of from.entries())
      if (at < to.length || !options.has('t')) table.set(char, to[Math.min(at, to.length - 1)] ?? char);
  const translate = (char: string): string => {
    if (!translates) return char;
    return complement ? (inFirst(char) ? (to.at(-1) ?? char) : char) : (table.get(char) ?? char);
  };
  const second = to === undefined ? undefined : new Set(to);
  const squeezes = (char: string): boolean => options.has('s') && (second ? second.has(char) : inFirst(char));
  let before = '';
  // what has no end is mostly the same block again and again
  let last = { text: '', made: '' };
  return (text) => {
    if (text === last.text && !options.has('s')) return last.made;
    let made = '';
    for (const char of text) {
      if (options.has('d') && inFirst(char)) continue;
      const changed = translate(char);
      if (changed === before && squeezes(changed)) continue;
      made += changed;
      before = changed;
    }
    last = { text, made };
    return made;
  };
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  space: '\t-\r ',
  blank: '\t ',
  punct: '!-/:-@[-`{-~',
  xdigit: '0-9A-Fa-f',
  cntrl: '\u0000-\u001f\u007f',
  graph: '!-~',
  print: ' -~',
};

/** The characters of a set in order; a text says what is wrong. */
function members(process: Process, text: string): string[] | string {
  const unknown = [...text.matchAll(/\[:(\w+):\]/g)].find((match) => CLASSES[match[1] ?? ''] === undefined);
  if (unknown && !isBusybox(process)) return `invalid character class '${unknown[1] ?? ''}'`;
  const made: string[] = [];
  const pattern = /\[:(\w+):\]|\[=(.)=\]|\[(.)\*(\d*)\]|((?:\\(?:[0-7]{1,3}|.)|.))(?:-((?:\\(?:[0-7]{1,3}|.)|.)))?/gsu;
  for (const match of text.matchAll(pattern)) {
    const [, named, equal, repeated, count, one = '', end] = match;
    if (named !== undefined && CLASSES[named] !== undefined) made.push(...expand(CLASSES[named] ?? ''));
    else if (equal !== undefined) made.push(equal);
    else if (repeated !== undefined)
      made.push(...Array.from({ length: Math.min(Number(count) || 256, 1000) }, () => repeated));
    else if (end === undefined) made.push(...Array.from(unescape(one === '' ? match[0] : one, 'printf').text));
    else {
      const range = expand(`${unescape(one, 'printf').text}-${unescape(end, 'printf').text}`);
      if (range.length === 0) return `range-endpoints of '${match[0]}' are in reverse collating sequence order`;
      made.push(...range);
    }
  }
  return made;
}

/** `a-c-` in full; a range in reverse order has no members. */
function expand(text: string): string[] {
  const made: string[] = [];
  const chars = Array.from(text);
  for (let at = 0; at < chars.length; at++) {
    const [start, dash, end] = chars.slice(at, at + 3);
    if (dash !== '-' || end === undefined) made.push(start ?? '');
    else {
      const to = end.codePointAt(0) ?? 0;
      for (let code = start?.codePointAt(0) ?? 0; code <= to && made.length < 70_000; code++)
        made.push(String.fromCodePoint(code));
      at += 2;
    }
  }
  return made;
}
