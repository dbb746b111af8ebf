import { readOptions, type Options } from '../lib/options.ts';
import { isBusybox, usage } from '../lib/flavor.ts';
import { readOperand } from '../lib/operands.ts';
import { excluder, type How, type Member } from './tar/options.ts';
import { pack } from './tar/pack.ts';
import { unpack } from './tar/unpack.ts';
import { linesOf } from '../lib/line-input.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Packs (c), lists (t) and unpacks (x) archives of modelled files: -f -z -j -J -v -C -p -O -h -k -o, -T, -X, --strip-components, --exclude, --owner, --group.',
  gnu: {
    tar: 'AcdrtuxgGnSCTXkUWOmpsfFLMbBiHVaIjJzZhKNPlRvwo catenate concatenate create delete diff compare append test-label list update extract get check-device listed-incremental incremental hole-detection ignore-failed-read level no-check-device no-seek seek occurrence sparse-version sparse add-file directory exclude exclude-backups exclude-caches exclude-caches-all exclude-caches-under exclude-ignore exclude-ignore-recursive exclude-tag exclude-tag-all exclude-tag-under exclude-vcs exclude-vcs-ignores no-null no-recursion no-unquote no-verbatim-files-from null recursion files-from unquote verbatim-files-from exclude-from anchored ignore-case no-anchored no-ignore-case no-wildcards no-wildcards-match-slash wildcards wildcards-match-slash keep-directory-symlink keep-newer-files keep-old-files no-overwrite-dir one-top-level overwrite overwrite-dir recursive-unlink remove-files skip-old-files unlink-first verify ignore-command-error no-ignore-command-error to-stdout to-command atime-preserve clamp-mtime delay-directory-restore group group-map mode mtime touch no-delay-directory-restore no-same-owner no-same-permissions numeric-owner owner owner-map preserve-permissions same-permissions same-owner sort preserve-order same-order acls no-acls no-selinux no-xattrs selinux xattrs xattrs-exclude xattrs-include force-local file info-script new-volume-script tape-length multi-volume rmt-command rsh-command volno-file blocking-factor read-full-records ignore-zeros record-size format old-archive portability pax-option posix label auto-compress use-compress-program bzip2 xz lzip lzma lzop no-auto-compress zstd gzip gunzip ungzip compress uncompress backup hard-dereference dereference starting-file newer-mtime newer after-date one-file-system absolute-names suffix strip-components transform xform checkpoint checkpoint-action full-time index-file check-links no-quote-chars quote-chars quoting-style block-number show-defaults show-omitted-dirs show-snapshot-field-ranges show-transformed-names show-stored-names totals utc verbose warning interactive confirmation restrict usage',
  },
  example: `
$ mkdir /tmp/d; echo hi > /tmp/d/a; cd /tmp; tar czf d.tgz d; rm -r d; tar xzf d.tgz; cat d/a
hi
$ tar tf /tmp/d.tgz
d/
d/a
$ mkdir /tmp/o /tmp/p; chmod 700 /tmp/o; tar cf /tmp/o.tar -C /tmp/o .; tar xf /tmp/o.tar -C /tmp/p; stat -c %a /tmp/p
700
$ mkdir /tmp/e; tar xf /tmp/d.tgz -C /tmp/e --strip-components=1; ls /tmp/e
a
`,
  *run(process, args) {
    const options = readOptions(process, withFolders(dashed(args)), SPEC);
    if (options.refused !== undefined) return options.refused;
    const how = yield* howOf(process, options);
    const excludes: string[] = [];
    for (const file of options.values('X')) excludes.push(...(yield* listed(process, file)));
    const excluded = excluder(options, excludes);
    if (options.has('r') || options.has('u') || options.has('A')) {
      process.notSimulated('adding to an archive with tar');
      return 0;
    }
    if (options.has('c')) return pack(process, how, excluded);
    if (options.has('x') || options.has('t')) return yield* unpack(process, how, excluded);
    if (isBusybox(process)) return usage(process);
    process.complain("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
    process.err("Try 'tar --help' or 'tar --usage' for more information.\n");
    return 2;
  },
};
export default command;

const SPEC = {
  flags: 'cxtzjJvpOhkmPraSZouAlwU',
  values: 'fTX',
  busybox: 'cxtC:f:Opvkzjahm:ZJX:T:oP',
  status: 64,
  help: "'tar --help' or 'tar --usage'",
  long: {
    '--create': 'c',
    '--extract': 'x',
    '--get': 'x',
    '--list': 't',
    '--append': 'r',
    '--file=': 'f',
    '--gzip': 'z',
    '--gunzip': 'z',
    '--xz': 'J',
    '--bzip2': 'j',
    '--zstd': 'zstd',
    '--lzma': 'lzma',
    '--auto-compress': 'a',
    '--verbose': 'v',
    '--strip-components=': 'strip',
    '--exclude=': 'exclude',
    '--exclude-from=': 'X',
    '--files-from=': 'T',
    '--no-same-owner': 'o',
    '--same-owner': 'same',
    '--numeric-owner': 'numeric',
    '--preserve-permissions': 'p',
    '--same-permissions': 'p',
    '--no-same-permissions': 'masked',
    '--keep-old-files': 'k',
    '--overwrite': 'overwrite',
    '--owner=': 'owner',
    '--group=': 'group',
    '--to-stdout': 'O',
    '--dereference': 'h',
    '--absolute-names': 'P',
    '--sort=': 'sort',
    '--mtime=': 'mtime',
    '--wildcards': 'wildcards',
    '--no-recursion': 'no-recursion',
    '--warning=': 'warning',
    '--touch': 'm',
    '--format=': 'format',
  },
} as const;

/** The old style: `xzfC a.tgz d` is `-x -z -f a.tgz -C d`. */
function dashed(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || first.startsWith('-') || !/^[a-zA-Z]+$/.test(first)) return args;
  const made: string[] = [];
  for (const letter of first) {
    made.push(`-${letter}`);
    if ('fCTX'.includes(letter) && rest.length > 0) made.push(rest.shift() ?? '');
  }
  return [...made, ...rest];
}

const MARK = '\0C:';

/** `-C` counts for the operands after it: it is kept among them. */
function withFolders(args: readonly string[]): string[] {
  const made: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const long = /^--directory(?:=(.*))?$/s.exec(arg);
    const short = /^(-[a-zA-BD-Z]*)C(.*)$/s.exec(arg);
    if (long) made.push(MARK + (long[1] ?? args[++at] ?? ''));
    else if (short && !short[1]?.includes('f') && !arg.startsWith('--')) {
      if (short[1] !== '-') made.push(short[1] ?? '');
      made.push(MARK + (short[2] === '' ? (args[++at] ?? '') : (short[2] ?? '')));
    } else {
      made.push(arg);
      // The value of -f and its like is not an option.
      if (/^-[a-zA-Z]*[fTX]$/.test(arg)) made.push(...args.slice(++at, at + 1));
    }
  }
  return made;
}

function* howOf(process: Process, options: Options): Task<How> {
  const members: Member[] = [];
  let folder = '.';
  for (const word of options.rest)
    if (word.startsWith(MARK)) {
      const next = word.slice(MARK.length);
      folder = next.startsWith('/') || folder === '.' ? next : `${folder}/${next}`;
    } else members.push({ name: word, folder });
  for (const file of options.values('T'))
    for (const name of yield* listed(process, file)) members.push({ name, folder });
  // BusyBox changes the folder once, before anything is read.
  const placed = isBusybox(process) ? members.map(({ name }) => ({ name, folder })) : members;
  return { options, members: placed, folder, file: options.value('f') ?? '-' };
}

function* listed(process: Process, file: string): Task<string[]> {
  const text = yield* readOperand(process, file);
  return typeof text === 'string' ? linesOf(text).filter(Boolean) : [];
}
