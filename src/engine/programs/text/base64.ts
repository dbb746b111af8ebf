import { readOptions } from '../lib/options.ts';
import { isBusybox } from '../lib/flavor.ts';
import { openSource, readSource } from '../lib/text-source.ts';
import { bytesOf, textOf } from '../../base/byte-text.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Encodes and decodes (-d) base64; -w, -i.',
  gnu: {
    base64: 'diw decode ignore-garbage wrap',
  },
  example: `
$ printf hello | base64
aGVsbG8=
$ echo aGVsbG8= | base64 -d; echo
hello
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'diD',
      values: 'w',
      busybox: 'diw:',
      long: { '--decode': 'd', '--ignore-garbage': 'i', '--wrap=': 'w' },
    });
    if (options.refused !== undefined) return options.refused;
    const source = openSource(process, options.rest[0] ?? '-');
    if (!source) return 1;
    const text = yield* readSource(source, { factor: 0 });
    if (!options.has('d') && !options.has('D')) {
      const width = Number(options.value('w') ?? 76);
      const encoded = encode(bytesOf(text));
      const lines = width > 0 ? (encoded.match(new RegExp(`.{1,${Math.min(width, 10_000)}}`, 'g')) ?? []) : [encoded];
      process.out(width > 0 ? lines.map((line) => `${line}\n`).join('') : encoded);
      return 0;
    }
    const clean = options.has('i') ? text.replaceAll(/[^A-Za-z0-9+/=]/g, '') : text.replaceAll('\n', '');
    const good = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.exec(clean);
    process.out(textOf(decode((good ?? /^(?:[A-Za-z0-9+/]{4})*/.exec(clean))?.[0] ?? '')));
    // BusyBox skips what is no base64 and says nothing.
    if (good || isBusybox(process)) return 0;
    process.complain('invalid input');
    return 1;
  },
};
export default command;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encode(bytes: Uint8Array): string {
  let made = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    const chars = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63] ?? '');
    made += chars
      .slice(0, two === undefined ? 2 : three === undefined ? 3 : 4)
      .join('')
      .padEnd(4, '=');
  }
  return made;
}

function decode(text: string): number[] {
  const made: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const part = text.slice(at, at + 4).replace(/=+$/, '');
    const bits = Array.from(part).reduce((sum, char, index) => sum | (ALPHABET.indexOf(char) << (18 - 6 * index)), 0);
    made.push(...[16, 8, 0].slice(0, part.length - 1).map((shift) => (bits >> shift) & 255));
  }
  return made;
}
