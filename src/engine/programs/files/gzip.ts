import { contentsOf } from '../../files/index.ts';
import { gunzipText, gzipText } from '../../files/tar-archive.ts';
import { errorText } from '../../kernel/errno.ts';
import { operandNames } from '../lib/operands.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, shortName } from '../lib/flavor.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Compresses (gzip) and uncompresses (gunzip, gzip -d, zcat) files: -c -d -f -k -t -r -S. Sizes do not shrink.',
  aliases: ['gunzip', 'zcat'],
  gnu: {
    gzip: 'cdfhklLnNqrStvV19 stdout decompress force keep list license no-name name quiet recursive rsyncable suffix synchronous test verbose fast best',
  },
  example: `
$ echo hi > /tmp/a; gzip /tmp/a; ls /tmp; zcat /tmp/a.gz
a.gz
hi
$ gunzip /tmp/a.gz; cat /tmp/a
hi
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'cdfkntvqr123456789lhN',
      help: "`gzip --help'",
      values: 'S',
      busybox: 'cdfkvqtn123456789',
      long: {
        '--stdout': 'c',
        '--to-stdout': 'c',
        '--decompress': 'd',
        '--uncompress': 'd',
        '--keep': 'k',
        '--force': 'f',
        '--best': '9',
        '--fast': '1',
        '--recursive': 'r',
        '--test': 't',
        '--quiet': 'q',
        '--verbose': 'v',
        '--no-name': 'n',
        '--suffix=': 'S',
      },
    });
    if (options.refused !== undefined) return options.refused;
    if (options.has('l')) {
      process.notSimulated('flag -l of gzip');
      return 0;
    }
    for (const letter of 'v') if (options.has(letter)) process.notSimulated(`flag -${letter} of gzip`);
    const name = shortName(process);
    const how: How = {
      unpacks: name !== 'gzip' || options.has('d') || options.has('t'),
      toOutput: name === 'zcat' || options.has('c') || options.rest.length === 0,
      suffix: options.value('S') ?? '.gz',
      options,
    };
    let status = 0;
    for (const file of operandNames(options.rest)) status = worse(status, yield* one(process, file, how));
    return status;
  },
};
export default command;

interface How {
  readonly unpacks: boolean;
  readonly toOutput: boolean;
  readonly suffix: string;
  readonly options: Options;
}

/** An error (1) counts more than a warning (2). */
function worse(before: number, now: number): number {
  return before === 1 || now === 1 ? 1 : Math.max(before, now);
}

/** On Debian gunzip and zcat are scripts that call gzip, and so is the name in messages. */
function complain(process: Process, text: { gnu: string; busybox: string }): void {
  if (isBusybox(process)) process.complain(text.busybox);
  else process.err(`gzip: ${text.gnu}\n`);
}

function* one(process: Process, name: string, how: How): Task {
  const { unpacks, toOutput, options, suffix } = how;
  if (name === '-') return yield* stream(process, how);
  const longer = `${name}${suffix}`;
  const known = process.files.stat(process.path(name)).ok;
  // A name without suffix stands for the packed file.
  const file = unpacks && !known && !name.endsWith(suffix) && !isBusybox(process) ? longer : name;
  const text = process.files.read(process.path(file));
  if (!text.ok && text.errno === 'EISDIR') return yield* folder(process, file, how);
  if (!text.ok) {
    complain(process, { gnu: `${file}: ${errorText(text.errno)}`, busybox: `${file}: ${errorText(text.errno)}` });
    return 1;
  }
  const named = unpacks ? /\.(?:gz|tgz|z|Z)$/.test(file) || file.endsWith(suffix) : !file.endsWith(suffix);
  if (!toOutput && !named && !options.has('t')) {
    if (!unpacks) {
      complain(process, {
        gnu: `${file} already has ${suffix} suffix -- unchanged`,
        busybox: `${file}: already has ${suffix} suffix`,
      });
      return 2;
    }
    complain(process, { gnu: `${file}: unknown suffix -- ignored`, busybox: `${file}: unknown suffix - ignored` });
    return isBusybox(process) ? 1 : 2;
  }
  if (text.value === undefined) process.notSimulated(`content of ${file}`);
  const made = convert(process, { name: file, content: text.value ?? '' }, how);
  if (made === undefined) return 1;
  if (options.has('t')) return 0;
  if (!toOutput) return replaceFile(process, { file, made }, how);
  process.out(made);
  return 0;
}

function* stream(process: Process, how: How): Task {
  const made = convert(process, { name: 'stdin', content: yield* process.readAll() }, how);
  if (made === undefined) return 1;
  if (!how.options.has('t')) process.out(made);
  return 0;
}

/** The text packed or unpacked; undefined after a complaint. */
function convert(process: Process, from: { name: string; content: string }, how: How): string | undefined {
  if (!how.unpacks) return gzipText(from.content);
  const plain = gunzipText(from.content);
  if (plain !== undefined) return plain;
  if (how.options.has('f') && how.toOutput) return from.content;
  if (isBusybox(process)) process.complain(shortName(process) === 'zcat' ? 'no gzip/bzip2/xz magic' : 'invalid magic');
  else if (from.content === '') process.err(`\ngzip: ${from.name}: unexpected end of file\n`);
  else process.err(`\ngzip: ${from.name}: not in gzip format\n`);
  return undefined;
}

function* folder(process: Process, name: string, how: How): Task {
  if (!how.options.has('r')) {
    complain(process, { gnu: `${name} is a directory -- ignored`, busybox: `${name}: ${errorText('EISDIR')}` });
    return isBusybox(process) ? 1 : 2;
  }
  const names = process.files.list(process.path(name));
  let status = 0;
  for (const child of (names.ok ? names.value : []).filter((each) => how.unpacks || !each.endsWith(how.suffix)))
    status = worse(status, yield* one(process, `${name.replace(/\/$/, '')}/${child}`, how));
  return status;
}

function replaceFile(process: Process, what: { file: string; made: string }, how: How): number {
  const { file, made } = what;
  const { suffix } = how;
  const bare = file.endsWith(suffix) ? file.slice(0, -suffix.length) : file.replace(/\.t?gz$|\.[zZ]$/, '');
  const target = how.unpacks ? (file.endsWith('.tgz') ? `${bare}.tar` : bare) : `${file}${suffix}`;
  const path = process.path(target);
  if (process.files.stat(path).ok && !how.options.has('f')) {
    complain(process, {
      gnu: `${target} already exists;\tnot overwritten`,
      busybox: `can't open '${target}': ${errorText('EEXIST')}`,
    });
    return isBusybox(process) ? 1 : 2;
  }
  const entry = process.files.stat(process.path(file));
  const kept = entry.ok ? contentsOf(entry.value) : {};
  const written = process.files.write(path, {
    content: made,
    ...(kept.secret === undefined ? {} : { secret: kept.secret }),
    ...(entry.ok ? { mode: entry.value.mode, owner: entry.value } : {}),
  });
  if (!written.ok) {
    const text = errorText(written.errno);
    // GNU begins a new line, as if progress had been shown.
    if (!isBusybox(process)) process.err('\n');
    complain(process, { gnu: `${target}: ${text}`, busybox: `can't open '${target}': ${text}` });
    return 1;
  }
  if (!how.options.has('k')) process.files.remove(process.path(file));
  return 0;
}
