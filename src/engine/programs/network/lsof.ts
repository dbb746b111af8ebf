import { socketsOf, type Socket } from './shared/sockets.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Lists who listens: -i, -iTCP, -iUDP, -i :PORT, -sTCP:LISTEN, -P, -n, -t; other files are left out.',
  example: `
$ lsof -i :80; echo $?
1
`,
  run(process, args) {
    const asked = read(args);
    if (typeof asked === 'string') {
      process.notSimulated(asked);
      process.err(`not simulated: ${asked}\n`);
      return 1;
    }
    const found = socketsOf(process).filter((one) => one.program !== undefined && asked.wants.every((is) => is(one)));
    if (found.length === 0) return 1;
    const pids = [...new Set(found.map(({ pid }) => `${pid}\n`))];
    process.out(asked.terse ? pids.join('') : table(found));
    return 0;
  },
};
export default command;

interface Asked {
  readonly wants: readonly ((socket: Socket) => boolean)[];
  /** `-t`: numbers of processes only. */
  readonly terse: boolean;
}

/** What is asked for; a text says what of it has no model. Source: lsof(8), `-i [46][protocol][@host][:port]`. */
function read(args: readonly string[]): Asked | string {
  const wants: ((socket: Socket) => boolean)[] = [];
  let terse = false;
  let internet = false;
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const letters = /^-([Pnt]*)(i(.*)|sTCP:LISTEN)?$/s.exec(word);
    if (!letters || word === '-') return `lsof ${word}`;
    if (letters[1]?.includes('t')) terse = true;
    if (letters[2] === 'sTCP:LISTEN') wants.push(({ udp }) => !udp);
    if (letters[3] === undefined) continue;
    internet = true;
    const given = letters[3] === '' && /^(?:[46]|tcp|udp|:)/i.test(words[0] ?? '') ? (words.shift() ?? '') : letters[3];
    const match = /^([46])?(tcp|udp)?(?::(\d+))?$/i.exec(given);
    if (!match) return `lsof -i ${given}`;
    const [, version, protocol, port] = match;
    if (version !== undefined) wants.push(({ address }) => address.includes(':') === (version === '6'));
    if (protocol !== undefined) wants.push(({ udp }) => udp === (protocol.toLowerCase() === 'udp'));
    if (port !== undefined) wants.push((socket) => socket.port === Number(port));
  }
  return internet ? { wants, terse } : 'files that are no sockets (lsof without -i)';
}

/** Columns as wide as what they hold; a program's name has nine characters. */
function table(sockets: readonly Socket[]): string {
  const rows = sockets.map(({ address, port, udp, pid, program = '', fd }, at) => [
    program.slice(0, 9),
    String(pid),
    'root',
    `${fd}u `,
    address.includes(':') ? 'IPv6' : 'IPv4',
    String(30_000 + at),
    '0t0',
    udp ? 'UDP' : 'TCP',
    `${/^(?:0\.0\.0\.0|::)$/.test(address) ? '*' : address.includes(':') ? `[${address}]` : address}:${port}${udp ? '' : ' (LISTEN)'}`,
  ]);
  const titles = ['COMMAND', 'PID', 'USER', 'FD  ', 'TYPE', 'DEVICE', 'SIZE/OFF', 'NODE', 'NAME'];
  const widths = titles.map((_, at) =>
    at === 3 ? 0 : Math.max(...[titles, ...rows].map((row) => (row[at] ?? '').length)),
  );
  return [titles, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, at) => (LEFT.has(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Columns that begin at their left. That of descriptors is not padded at all, so real tables are crooked there too (lsof print.c). */
const LEFT = new Set([0, 2, 8]);
