import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { complainOpen, openOperand, operandNames, readOperand } from '../operands.ts';
import { readOptions, type Options } from '../options.ts';
import { linesOf } from './sort.ts';
import type { Command, Process, Task } from '../system.ts';

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
  example: `
$ printf abc | sha256sum
ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -
$ cd /tmp; echo a > a; sha256sum a > s; sha256sum -c s
a: OK
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cbtswz',
      long: {
        '--check': 'c',
        '--quiet': 'quiet',
        '--status': 's',
        '--strict': 'strict',
        '--ignore-missing': 'ignore',
        '--tag': 'tag',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('c')) return yield* check(process, options);
    let status = 0;
    for (const operand of operandNames(options.rest)) {
      const { name, text, failed } = yield* openOperand(process, operand);
      if (failed) status = 1;
      else process.out(`${hash(process, text)}  ${name}\n`);
    }
    return status;
  },
};
export default command;

function hash(process: Process, text: string): string {
  const name = process.name.slice(process.name.lastIndexOf('/') + 1);
  return bytesToHex((HASHES[name] ?? sha256)(utf8ToBytes(text)));
}

function* check(process: Process, options: Options): Task {
  let failed = 0;
  let missing = 0;
  let lines = 0;
  for (const operand of operandNames(options.rest)) {
    const { text, failed: unread } = yield* openOperand(process, operand);
    if (unread) return 1;
    for (const line of linesOf(text)) {
      const match = /^([0-9a-fA-F]+) [ *](.+)$/.exec(line);
      if (!match || match[1]?.length !== hash(process, '').length) continue;
      lines++;
      const [, wanted = '', name = ''] = match;
      const content = yield* readOperand(process, name);
      if (typeof content !== 'string') {
        complainOpen(process, name, content.errno);
        process.out(`${name}: FAILED${process.flavor === 'busybox' ? '' : ' open or read'}\n`);
        missing++;
      } else if (hash(process, content) === wanted.toLowerCase()) {
        if (!options.has('quiet') && !options.has('s')) process.out(`${name}: OK\n`);
      } else {
        if (!options.has('s')) process.out(`${name}: FAILED\n`);
        failed++;
      }
    }
  }
  return summary(process, {
    failed,
    missing,
    lines,
    from: options.rest[0] === undefined || options.rest[0] === '-' ? "'standard input'" : options.rest[0],
  });
}

function summary(process: Process, counts: { failed: number; missing: number; lines: number; from: string }): number {
  const { failed, missing, lines } = counts;
  const bad = failed + missing;
  if (process.flavor === 'busybox') {
    if (lines === 0) process.complain('no checksum lines found');
    else if (bad > 0) process.complain(`WARNING: ${bad} of ${lines} computed checksums did NOT match`);
    return bad > 0 || lines === 0 ? 1 : 0;
  }
  if (lines === 0) {
    process.complain(`${counts.from}: no properly formatted checksum lines found`);
    return 1;
  }
  if (missing > 0) process.complain(`WARNING: ${missing} listed ${missing === 1 ? 'file' : 'files'} could not be read`);
  if (failed > 0)
    process.complain(`WARNING: ${failed} computed ${failed === 1 ? 'checksum' : 'checksums'} did NOT match`);
  return bad > 0 ? 1 : 0;
}
