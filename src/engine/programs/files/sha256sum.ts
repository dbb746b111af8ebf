import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { errorText } from '../../kernel/errno.ts';
import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox, shortName } from '../lib/flavor.ts';
import { readSource, sourceOf, type Errno } from '../lib/text-source.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const HASHES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  sha256sum: sha256,
  sha224sum: sha224,
  sha384sum: sha384,
  sha512sum: sha512,
  sha1sum: sha1,
  md5sum: md5,
};

const command: Command = {
  summary: 'Prints or checks (-c) digests of files: sha256sum, sha1sum, sha512sum, md5sum.',
  aliases: ['sha1sum', 'sha224sum', 'sha384sum', 'sha512sum', 'md5sum'],
  gnu: {
    md5sum: 'bctzw binary check tag text zero ignore-missing quiet status strict warn',
    sha256sum: 'bctzw binary check tag text zero ignore-missing quiet status strict warn',
  },
  example: `
$ printf abc | sha256sum
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -
$ cd /tmp; echo a > a; sha256sum a > s; sha256sum -c s
a: OK
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cbtswz',
      busybox: 'csw',
      long: {
        '--check': 'c',
        '--quiet': 'quiet',
        '--status': 's',
        '--strict': 'strict',
        '--ignore-missing': 'ignore',
        '--tag': 'tag',
        '--warn': 'w',
        '--binary': 'b',
        '--text': 't',
        '--zero': 'z',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('c')) return yield* check(process, options);
    let status = 0;
    for (const name of operandNames(options.rest)) {
      const source = sourceOf(process, name);
      if ('errno' in source) {
        cannotRead(process, name, source.errno);
        status = 1;
        continue;
      }
      const sum = hash(process, yield* readSource(source, { factor: 0 }));
      const end = options.has('z') ? '\0' : '\n';
      const kind = shortName(process).replace('sum', '').toUpperCase();
      process.out(
        options.has('tag') ? `${kind} (${name}) = ${sum}${end}` : `${sum} ${options.has('b') ? '*' : ' '}${name}${end}`,
      );
    }
    return status;
  },
};
export default command;

function hash(process: Process, text: string): string {
  return bytesToHex((HASHES[shortName(process)] ?? sha256)(utf8ToBytes(text)));
}

function cannotRead(process: Process, name: string, errno: Errno): void {
  const text = errorText(errno);
  complain(process, {
    gnu: `${name}: ${text}`,
    busybox: errno === 'EISDIR' ? `can't read '${name}': ${text}` : `can't open '${name}': ${text}`,
  });
}

interface Counts {
  failed: number;
  missing: number;
  lines: number;
  good: number;
}

function* check(process: Process, options: Options): Task {
  const [name = '-'] = options.rest;
  const source = sourceOf(process, name);
  if ('errno' in source) {
    process.complain(`${name}: ${errorText(source.errno)}`);
    return 1;
  }
  const counts: Counts = { failed: 0, missing: 0, lines: 0, good: 0 };
  for (const line of linesOf(yield* readSource(source))) {
    const match = isBusybox(process) ? /^(\S+) [ *](.+)$/.exec(line) : /^([0-9a-fA-F]+) [ *](.+)$/.exec(line);
    const fits = match && (isBusybox(process) || match[1]?.length === hash(process, '').length);
    if (!fits) continue;
    counts.lines++;
    yield* verify(process, { wanted: match[1] ?? '', name: match[2] ?? '' }, { counts, options });
  }
  return summary(process, counts, { name: name === '-' ? "'standard input'" : name, options });
}

function* verify(
  process: Process,
  line: { wanted: string; name: string },
  how: { counts: Counts; options: Options },
): Task<void> {
  const { counts, options } = how;
  const silent = options.has('s');
  const source = sourceOf(process, line.name);
  if ('errno' in source) {
    if (options.has('ignore') && source.errno === 'ENOENT') return;
    cannotRead(process, line.name, source.errno);
    if (!silent) process.out(`${line.name}: FAILED${isBusybox(process) ? '' : ' open or read'}\n`);
    counts.missing++;
  } else if (hash(process, yield* readSource(source, { factor: 0 })) === line.wanted.toLowerCase()) {
    counts.good++;
    if (!options.has('quiet') && !silent) process.out(`${line.name}: OK\n`);
  } else {
    if (!silent) process.out(`${line.name}: FAILED\n`);
    counts.failed++;
  }
}

function summary(process: Process, counts: Counts, how: { name: string; options: Options }): number {
  const { failed, missing, lines, good } = counts;
  const bad = failed + missing;
  if (isBusybox(process)) {
    if (lines === 0) process.complain('no checksum lines found');
    else if (bad > 0 && !how.options.has('s'))
      process.complain(`WARNING: ${bad} of ${lines} computed checksums did NOT match`);
    return bad > 0 || lines === 0 ? 1 : 0;
  }
  if (lines === 0) {
    process.complain(`${how.name}: no properly formatted checksum lines found`);
    return 1;
  }
  if (how.options.has('ignore') && good === 0 && bad === 0) {
    process.complain(`${how.name}: no file was verified`);
    return 1;
  }
  if (how.options.has('s')) return bad > 0 ? 1 : 0;
  if (missing > 0) process.complain(`WARNING: ${missing} listed ${missing === 1 ? 'file' : 'files'} could not be read`);
  if (failed > 0)
    process.complain(`WARNING: ${failed} computed ${failed === 1 ? 'checksum' : 'checksums'} did NOT match`);
  return bad > 0 ? 1 : 0;
}
