import { contentsOf } from '../../files/index.ts';
import { gunzipText, gzipText } from '../archive.ts';
import { errorText } from '../errno.ts';
import { readOptions, type Options } from '../options.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary: 'Compresses (gzip) and uncompresses (gunzip, gzip -d, zcat) files: -c -d -f -k -t. Sizes do not shrink.',
  aliases: ['gunzip', 'zcat'],
  example: `
$ echo hi > /tmp/a; gzip /tmp/a; ls /tmp; zcat /tmp/a.gz
a.gz
hi
$ gunzip /tmp/a.gz; cat /tmp/a
hi
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cdfkntvqr123456789',
      long: { '--stdout': 'c', '--decompress': 'd', '--keep': 'k', '--force': 'f', '--best': '9', '--fast': '1' },
    });
    if (options.refused !== undefined) return options.refused;
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    const unpacks = name !== 'gzip' || options.has('d') || options.has('t');
    const toOutput = name === 'zcat' || options.has('c') || options.rest.length === 0;
    let status = 0;
    for (const file of options.rest.length > 0 ? options.rest : ['-'])
      status = Math.max(status, yield* one(process, file, { unpacks, toOutput, options }));
    return status;
  },
};
export default command;

interface How {
  readonly unpacks: boolean;
  readonly toOutput: boolean;
  readonly options: Options;
}

function* one(process: Process, file: string, how: How): Task {
  const { unpacks, toOutput, options } = how;
  const text =
    file === '-' ? ({ ok: true, value: yield* process.readAll() } as const) : process.files.read(process.path(file));
  if (!text.ok) {
    if (text.errno === 'EISDIR' && process.flavor !== 'busybox') {
      process.complain(`${file} is a directory -- ignored`);
      return 2;
    }
    process.complain(`${file}: ${errorText(text.errno)}`);
    return 1;
  }
  if (text.value === undefined) process.notSimulated(`content of ${file}`);
  const content = text.value ?? '';
  const plain = unpacks ? gunzipText(content) : gzipText(content);
  if (plain === undefined) {
    const what = file === '-' ? 'stdin' : file;
    if (process.flavor === 'busybox') process.complain('invalid magic');
    else process.err(`\ngzip: ${what}: not in gzip format\n`);
    return 1;
  }
  if (options.has('t')) return 0;
  if (toOutput) {
    process.out(plain);
    return 0;
  }
  return replaceFile(process, { file, plain }, how);
}

function replaceFile(process: Process, what: { file: string; plain: string }, how: How): number {
  const { file, plain } = what;
  if (how.unpacks && !/\.(?:gz|tgz)$/.test(file)) {
    process.complain(`${file}: unknown suffix${process.flavor === 'busybox' ? '' : ' -- ignored'}`);
    return process.flavor === 'busybox' ? 1 : 2;
  }
  const target = how.unpacks ? file.replace(/\.gz$/, '').replace(/\.tgz$/, '.tar') : `${file}.gz`;
  const path = process.path(target);
  if (process.files.stat(path).ok && !how.options.has('f')) {
    process.complain(`${target} already exists;	not overwritten`);
    return 2;
  }
  const entry = process.files.stat(process.path(file));
  const kept = entry.ok ? contentsOf(entry.value) : {};
  process.files.write(path, {
    content: plain,
    ...(kept.secret === undefined ? {} : { secret: kept.secret }),
    ...(entry.ok ? { mode: entry.value.mode, owner: entry.value } : {}),
  });
  if (!how.options.has('k')) process.files.remove(process.path(file));
  return 0;
}
