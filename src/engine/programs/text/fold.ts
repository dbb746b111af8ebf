import { operandNames } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import { linesFrom, openSource } from '../lib/text-source.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'fold breaks lines at a width (-w, -s, -b); expand turns tabs into spaces (-t, -i).',
  aliases: ['expand'],
  gnu: {
    fold: 'bsw bytes spaces width',
  },
  example: `
$ echo abcdef | fold -w 4
abcd
ef
$ echo 'one two three' | fold -s -w 8
one two 
three
$ printf 'a\\tb\\n' | expand -t 4
a   b
`,
  *run(process, args) {
    const given = args.map((arg) =>
      /^-\d+$/.test(arg) ? `-${shortName(process) === 'fold' ? 'w' : 't'}${arg.slice(1)}` : arg,
    );
    const options = readOptions(process, given, {
      flags: 'bsi',
      values: 'wt',
      long: { '--width=': 'w', '--spaces': 's', '--bytes': 'b', '--tabs=': 't', '--initial': 'i' },
    });
    if (options.refused !== undefined) return options.refused;
    const text = options.value('w') ?? options.value('t') ?? (shortName(process) === 'fold' ? '80' : '8');
    const width = Number(text);
    if (!Number.isInteger(width) || width < 1) {
      process.complain(isBusybox(process) ? `invalid number '${text}'` : `invalid number of columns: '${text}'`);
      return 1;
    }
    const change = shortName(process) === 'fold' ? folder(width, options.has('s')) : expander(width, options.has('i'));
    let status = 0;
    for (const name of operandNames(options.rest)) {
      const source = openSource(process, name);
      if (!source) {
        status = 1;
        continue;
      }
      const lines = linesFrom(source);
      for (let line = yield* lines.next(); line; line = yield* lines.next())
        process.out(change(line.text) + (line.complete ? '\n' : ''));
    }
    return status;
  },
};
export default command;

function folder(width: number, atSpaces: boolean): (line: string) => string {
  return (line) => {
    const made: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const space = atSpaces ? rest.lastIndexOf(' ', width - 1) : -1;
      const cut = space > 0 ? space + 1 : width;
      made.push(rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    return [...made, rest].join('\n');
  };
}

function expander(width: number, initial: boolean): (line: string) => string {
  return (line) => {
    let made = '';
    let begun = false;
    for (const char of line) {
      if (char !== ' ' && char !== '\t') begun = true;
      made += char === '\t' && !(initial && begun) ? ' '.repeat(width - (made.length % width)) : char;
    }
    return made;
  };
}
