import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'What a terminal of type xterm can do: tput cols, lines, colors, bold, setaf N, cup ROW COLUMN, clear, smcup and their like.',
  example: `
$ TERM=xterm tput cols
80
$ TERM=xterm tput foo
! tput: unknown terminfo capability 'foo'
$ tput cols
! tput: No value for $TERM and no -T specified
`,
  run(process, args) {
    const words = [...args];
    let type = process.env.get('TERM');
    while (words[0]?.startsWith('-')) {
      const word = words.shift() ?? '';
      if (word.startsWith('-T')) type = word.length > 2 ? word.slice(2) : words.shift();
      else if (word === '-V') process.out('ncurses 6.5.20250216\n');
      else process.notSimulated(`flag ${word} of tput`);
      if (word === '-V') return 0;
    }
    if (type === undefined || type === '') {
      process.err('tput: No value for $TERM and no -T specified\n');
      return 2;
    }
    if (!/^(?:xterm(?:-.*)?|screen(?:-.*)?|tmux(?:-.*)?|linux|vt\d+|ansi|dumb)$/.test(type)) {
      process.err(`tput: unknown terminal "${type}"\n`);
      return 3;
    }
    if (!type.startsWith('xterm')) process.notSimulated(`tput for a terminal of type ${type}`);
    return show(process, words, type.includes('256color') ? 256 : 8);
  },
};
export default command;

function show(process: Process, [name = '', ...given]: readonly string[], colors: number): number {
  const terminal = process.screen?.() ?? process.terminal;
  const numbers: Readonly<Record<string, number>> = {
    cols: terminal?.columns ?? 80,
    lines: terminal?.rows ?? 24,
    colors,
  };
  const number = numbers[name];
  if (number !== undefined) process.out(`${number}\n`);
  else if (name === '') process.err('Usage: tput [options] [command]\n');
  else if (name === 'longname') process.out('xterm terminal emulator (X Window System)');
  else {
    const sequence = SEQUENCES[name];
    if (sequence === undefined) {
      process.err(`tput: unknown terminfo capability '${name}'\n`);
      return 4;
    }
    const [first = 0, second = 0] = given.map((text) => Number(text) || 0);
    process.out(typeof sequence === 'string' ? sequence : sequence(first, second));
  }
  return name === '' ? 2 : 0;
}

const ESC = '\u001B';

/** Source: terminfo's entry xterm; recorded from tput of ncurses 6.5. */
const SEQUENCES: Readonly<Record<string, string | ((first: number, second: number) => string)>> = {
  bold: `${ESC}[1m`,
  dim: `${ESC}[2m`,
  sitm: `${ESC}[3m`,
  smul: `${ESC}[4m`,
  rmul: `${ESC}[24m`,
  blink: `${ESC}[5m`,
  rev: `${ESC}[7m`,
  smso: `${ESC}[7m`,
  rmso: `${ESC}[27m`,
  sgr0: `${ESC}(B${ESC}[m`,
  op: `${ESC}[39;49m`,
  setaf: (color) => `${ESC}[${color < 8 ? 30 + color : color < 16 ? 82 + color : `38;5;${color}`}m`,
  setab: (color) => `${ESC}[${color < 8 ? 40 + color : color < 16 ? 92 + color : `48;5;${color}`}m`,
  clear: `${ESC}[H${ESC}[2J${ESC}[3J`,
  home: `${ESC}[H`,
  cup: (row, column) => `${ESC}[${row + 1};${column + 1}H`,
  el: `${ESC}[K`,
  el1: `${ESC}[1K`,
  ed: `${ESC}[J`,
  cuu1: `${ESC}[A`,
  cud1: '\n',
  cuf1: `${ESC}[C`,
  cub1: '\b',
  cuu: (count) => `${ESC}[${count}A`,
  cud: (count) => `${ESC}[${count}B`,
  cuf: (count) => `${ESC}[${count}C`,
  cub: (count) => `${ESC}[${count}D`,
  sc: `${ESC}7`,
  rc: `${ESC}8`,
  smcup: `${ESC}[?1049h${ESC}[22;0;0t`,
  rmcup: `${ESC}[?1049l${ESC}[23;0;0t`,
  civis: `${ESC}[?25l`,
  cnorm: `${ESC}[?12l${ESC}[?25h`,
  bel: '\u0007',
  cr: '\r',
  reset: `${ESC}c${ESC}[!p${ESC}[?3;4l${ESC}[4l${ESC}>${ESC}[?69l`,
  init: `${ESC}[!p${ESC}[?3;4l${ESC}[4l${ESC}>`,
};
