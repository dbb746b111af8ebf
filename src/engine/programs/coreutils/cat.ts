import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { openSource } from '../lib/text-source.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints files or standard input: -n -b -s -v -E -T -e -t -A.',
  gnu: {
    cat: 'AbeEnstTuv show-all number-nonblank show-ends number squeeze-blank show-tabs show-nonprinting',
  },
  example: `
$ printf 'a\\nb\\n' > /tmp/a; cat -n /tmp/a
     1	a
     2	b
$ printf 'a\\tb\\n' | cat -A
a^Ib$
$ cat /tmp/none
! cat: /tmp/none: No such file or directory
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'nbsuvEAeTt',
      busybox: 'nbsuvAet',
      long: {
        '--number': 'n',
        '--number-nonblank': 'b',
        '--show-all': 'A',
        '--show-ends': 'E',
        '--show-tabs': 'T',
        '--show-nonprinting': 'v',
        '--squeeze-blank': 's',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const plain = !/[nbsvEAeTt]/.test([...'nbsvEAeTt'].filter((letter) => options.has(letter)).join(''));
    const state: State = { number: 0, start: true, blank: 0, show: shower(options, isBusybox(process)), options };
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const source = openSource(process, operand);
      if (!source) status = 1;
      else
        for (let piece = yield* source.read(); piece !== undefined; piece = yield* source.read())
          process.out(plain ? piece : decorate(state, piece));
    }
    return status;
  },
};
export default command;

interface State {
  number: number;
  /** The next character begins a line. */
  start: boolean;
  /** Empty lines in a row. */
  blank: number;
  readonly show: (line: string) => string;
  readonly options: Options;
}

function decorate(state: State, piece: string): string {
  let made = '';
  for (const line of piece.split(/(?<=\n)/)) {
    if (line === '') continue;
    const empty = state.start && line === '\n';
    state.blank = empty ? state.blank + 1 : 0;
    if (state.options.has('s') && state.blank > 1) continue;
    const numbered = state.start && (state.options.has('b') ? !empty : state.options.has('n'));
    made += (numbered ? `${String(++state.number).padStart(6)}\t` : '') + state.show(line);
    state.start = line.endsWith('\n');
  }
  return made;
}

/** How a line is shown: `$` at its end, `^I` for tabs, `^X` and `M-` for other bytes. */
function shower(options: Options, busybox: boolean): (line: string) => string {
  const all = options.has('A');
  const visible = all || options.has('v') || options.has('e') || options.has('t');
  const ends = all || options.has('E') || options.has('e');
  const tabs = all || options.has('T') || options.has('t');
  const byte = (code: number): string => {
    if (code === 9) return tabs ? '^I' : '\t';
    if (!visible) return String.fromCharCode(code);
    if (code < 32) return `^${String.fromCharCode(code + 64)}`;
    return code === 127 ? '^?' : String.fromCharCode(code);
  };
  return (line) => {
    const body = line.endsWith('\n') ? line.slice(0, -1) : line;
    let made = '';
    for (const char of body) {
      const code = char.codePointAt(0) ?? 0;
      made += code < 128 ? byte(code) : visible ? high(char) : char;
    }
    // GNU marks a carriage return before the end of a line even without -v.
    if (ends && !visible && !busybox && made.endsWith('\r')) made = `${made.slice(0, -1)}^M`;
    return line.endsWith('\n') ? `${made}${ends ? '$' : ''}\n` : made;
  };
}

/** `M-` notation of the bytes of a character that is not ASCII. */
function high(char: string): string {
  let made = '';
  for (const part of encodeURIComponent(char).split('%').slice(1)) {
    const code = Number.parseInt(part, 16) - 128;
    made += `M-${code < 32 ? `^${String.fromCharCode(code + 64)}` : code === 127 ? '^?' : String.fromCharCode(code)}`;
  }
  return made;
}
