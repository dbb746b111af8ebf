import { basename } from '../../files/index.ts';
import type { Entry } from '../../files/tree.ts';
import { gzipText, gunzipText, packTar, unpackTar, type Member } from '../archive.ts';
import { errorText } from '../errno.ts';
import { modeText } from '../mode.ts';
import { readOptions, type Options } from '../options.ts';
import { compile, matches } from '../pattern.ts';
import { userName, groupName } from '../accounts.ts';
import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary:
    'Packs (c), lists (t) and unpacks (x) archives of modelled files: -f -z -j -J -v -C -p -O, --strip-components, --exclude.',
  example: `
$ mkdir /tmp/d; echo hi > /tmp/d/a; cd /tmp; tar czf d.tgz d; rm -r d; tar xzf d.tgz; cat d/a
hi
$ tar tf /tmp/d.tgz
d/
d/a
`,
  *run(process, args) {
    const bundled = args[0] !== undefined && !args[0].startsWith('-') ? [`-${args[0]}`, ...args.slice(1)] : args;
    const options = readOptions(process, bundled, {
      flags: 'cxtzjJvpOhkmPraS',
      values: 'fCTX',
      long: {
        '--create': 'c',
        '--extract': 'x',
        '--get': 'x',
        '--list': 't',
        '--file=': 'f',
        '--gzip': 'z',
        '--verbose': 'v',
        '--directory=': 'C',
        '--strip-components=': 'strip',
        '--exclude=': 'exclude',
        '--no-same-owner': 'o',
        '--same-owner': 'same',
        '--numeric-owner': 'numeric',
        '--preserve-permissions': 'p',
        '--xz': 'J',
        '--bzip2': 'j',
        '--owner=': 'owner',
        '--group=': 'group',
        '--no-same-permissions': 'masked',
        '--sort=': 'sort',
        '--mtime=': 'mtime',
        '--wildcards': 'wildcards',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const folder = options.value('C');
    if (folder !== undefined && !folderExists(process, folder)) return 2;
    if (options.has('c')) return pack(process, options);
    if (options.has('x') || options.has('t')) return yield* unpack(process, options);
    process.complain("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
    process.err("Try 'tar --help' or 'tar --usage' for more information.\n");
    return 2;
  },
};
export default command;

function folderExists(process: Process, folder: string): boolean {
  const entry = process.files.stat(process.path(folder));
  if (entry.ok && entry.value.kind === 'dir') return true;
  if (process.flavor === 'busybox')
    process.complain(`can't change directory to '${folder}': No such file or directory`);
  else
    process.err(`tar: ${folder}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n`);
  return false;
}

function base(process: Process, options: Options): string {
  return process.path(options.value('C') ?? '.');
}

function excluded(options: Options, name: string): boolean {
  return options.values('exclude').some((glob) => {
    const pattern = compile([{ text: glob.replace(/\/$/, ''), quoted: false }]);
    const parts = name.replace(/\/$/, '').split('/');
    return parts.some((_, from) =>
      parts.some((__, to) => to >= from && matches(pattern, parts.slice(from, to + 1).join('/'))),
    );
  });
}

function pack(process: Process, options: Options): number {
  const members: Member[] = [];
  const folder = base(process, options);
  let status = 0;
  for (const name of options.rest) {
    const path = name.startsWith('/') ? name : `${folder}/${name}`;
    const top = process.files.stat(path, { follow: options.has('h') });
    if (!top.ok) {
      process.complain(
        process.flavor === 'busybox'
          ? `${name}: ${errorText(top.errno)}`
          : `${name}: Cannot stat: ${errorText(top.errno)}`,
      );
      status = 2;
      continue;
    }
    let root: string | undefined;
    for (const [at, entry] of process.files.walk(path)) {
      root ??= at;
      const shown = `${name.replace(/\/+$/, '').replace(/^\/+/, '')}${at.slice(root.length)}`;
      if (excluded(options, shown)) continue;
      members.push({ name: entry.kind === 'dir' ? `${shown}/` : shown, entry });
      if (options.has('v'))
        (options.value('f') === '-' ? process.err : process.out)(`${shown}${entry.kind === 'dir' ? '/' : ''}\n`);
    }
  }
  if (options.rest.some((name) => name.startsWith('/')) && process.flavor !== 'busybox')
    process.complain("Removing leading `/' from member names");
  const text = packTar(members);
  const file = options.value('f') ?? '-';
  const content =
    options.has('z') || options.has('j') || options.has('J') || /\.t?gz$/.test(options.has('a') ? file : '')
      ? gzipText(text)
      : text;
  if (file === '-') process.out(content);
  else {
    const written = process.files.write(process.path(file), { content });
    if (!written.ok) {
      process.complain(`${file}: Cannot open: ${errorText(written.errno)}`);
      process.complain('Error is not recoverable: exiting now');
      return 2;
    }
  }
  if (status !== 0)
    process.complain(
      process.flavor === 'busybox'
        ? 'error exit delayed from previous errors'
        : 'Exiting with failure status due to previous errors',
    );
  return process.flavor === 'busybox' && status !== 0 ? 1 : status;
}

function* unpack(process: Process, options: Options): Task {
  const file = options.value('f') ?? '-';
  const read =
    file === '-' ? ({ ok: true, value: yield* process.readAll() } as const) : process.files.read(process.path(file));
  if (!read.ok) {
    if (process.flavor === 'busybox') process.complain(`can't open '${file}': ${errorText(read.errno)}`);
    else
      process.err(`tar: ${file}: Cannot open: ${errorText(read.errno)}\ntar: Error is not recoverable: exiting now\n`);
    return process.flavor === 'busybox' ? 1 : 2;
  }
  if (read.value === undefined) {
    process.notSimulated(`content of the archive ${file}`);
    return 0;
  }
  const members = unpackTar(read.value);
  if (!members) return notAnArchive(process, read.value);
  const wanted = options.rest.map((name) => name.replace(/\/$/, ''));
  const strip = Number(options.value('strip') ?? 0);
  for (const { name, entry } of members) {
    const bare = name.replace(/\/$/, '');
    if (wanted.length > 0 && !wanted.some((one) => bare === one || bare.startsWith(`${one}/`))) continue;
    if (excluded(options, bare)) continue;
    if (options.has('t')) process.out(`${options.has('v') ? `${details(process, entry)} ` : ''}${name}\n`);
    else {
      const rest = bare.split('/').slice(strip).join('/');
      if (rest === '') continue;
      if (options.has('v')) process.out(`${name}\n`);
      if (options.has('O')) process.out(entry.content ?? '');
      else place(process, `${base(process, options)}/${rest}`, { entry, options });
    }
  }
  return 0;
}

function notAnArchive(process: Process, text: string): number {
  if (process.flavor === 'busybox')
    process.complain(gunzipText(text) === undefined ? 'invalid tar magic' : 'invalid tar magic');
  else
    process.err(
      'tar: This does not look like a tar archive\ntar: Exiting with failure status due to previous errors\n',
    );
  return process.flavor === 'busybox' ? 1 : 2;
}

function details(process: Process, entry: Entry): string {
  const { tree } = process.system;
  const owner = `${userName(tree, entry.uid) ?? entry.uid}/${groupName(tree, entry.gid) ?? entry.gid}`;
  return `${modeText(entry.kind, entry.mode)} ${owner} ${String(entry.kind === 'dir' ? 0 : entry.size).padStart(9)} 2026-11-24 08:00`;
}

/** Root keeps owners and modes; others get their own, and the umask unless -p is given. */
function place(process: Process, path: string, what: { entry: Entry; options: Options }): void {
  const { entry, options } = what;
  const root = process.credentials.uid === 0;
  const owner = root && !options.has('o') ? entry : process.credentials;
  const mode = root || options.has('p') ? entry.mode : entry.mode & ~process.credentials.umask;
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  process.files.mkdir(folder, { parents: true });
  const made: Entry = { ...entry, mode, uid: owner.uid, gid: owner.gid };
  const old = process.files.stat(path, { follow: false });
  if (old.ok && entry.kind !== 'dir') process.files.remove(path, { recursive: false });
  const put = process.files.put(path, made);
  if (!put.ok) process.complain(`${basename(path)}: Cannot open: ${errorText(put.errno)}`);
}
