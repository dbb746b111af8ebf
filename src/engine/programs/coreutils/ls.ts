import { human } from '../lib/human-size.ts';
import type { Entry } from '../../files/tree.ts';
import { groupName, userName } from '../../files/accounts.ts';
import { START, timeOf } from '../../kernel/time/clock.ts';
import { errorText } from '../../kernel/errno.ts';
import { modeText } from '../../files/mode-text.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox } from '../lib/flavor.ts';
import { compile, matches } from '../../base/shell-pattern.ts';
import { busyboxColumns, gnuColumns, joined } from './ls/layout.ts';
import { forTerminal } from './ls/quote.ts';
import { formatTime } from '../../kernel/time/strftime.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Lists directories, in columns on a terminal; -l, -a, -A, -d, -R, -h, -n, -1, -C, -x, -m, -w, -F, -i in part. All times are the same, colours are left out.',
  gnu: {
    ls: 'aAbBcCdDfFgGhHiIklLmnNopqQrRsStTuUvwxXZ1 all almost-all author escape block-size ignore-backups color directory dired classify file-type format full-time group-directories-first no-group human-readable si dereference-command-line dereference-command-line-symlink-to-dir hide hyperlink indicator-style inode ignore kibibytes dereference numeric-uid-gid literal hide-control-chars show-control-chars quote-name quoting-style reverse recursive size sort time time-style tabsize width context zero',
  },
  example: `
$ cd /tmp; touch b a .c; ls
a
b
$ ls -a /tmp
.
..
.c
a
b
$ ls /none
! ls: cannot access '/none': No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'laAdR1hnFprtSCxiskgoLHGQUNqbBXvmfcu',
      values: 'Iw',
      busybox: 'CxdlinshHkpaAFRtuvXrScLw:1',
      status: 2,
      long: {
        '--all': 'a',
        '--almost-all': 'A',
        '--directory': 'd',
        '--recursive': 'R',
        '--human-readable': 'h',
        '--color[=': 'color',
        '--group-directories-first': 'folders',
        '--ignore=': 'I',
        '--hide=': 'hide',
        '--reverse': 'r',
        '--classify[=': 'F',
        '--quote-name': 'Q',
        '--literal': 'N',
        '--numeric-uid-gid': 'n',
        '--size': 's',
        '--no-group': 'G',
        '--full-time': 'full',
        '--dereference': 'L',
      },
    });
    if (options.refused !== undefined) return options.refused;
    for (const letter of ['i', 's', 'full']) if (options.has(letter)) process.notSimulated(`flag ${letter} of ls`);
    const form = formOf(process, args);
    const show = (items: readonly Item[]): void => print(process, items, { options, form });
    const names = options.rest.length > 0 ? options.rest : ['.'];
    const files: Item[] = [];
    const folders: Item[] = [];
    let status = 0;
    for (const name of sorted(names, options)) {
      const follow = !options.has('d') && !options.has('l');
      const linked = process.files.stat(process.path(name), { follow });
      const loops = !linked.ok && linked.errno === 'ELOOP' && isBusybox(process);
      const entry = linked.ok || loops ? linked : process.files.stat(process.path(name), { follow: false });
      if (!entry.ok) {
        complain(process, {
          gnu: `cannot access '${name}': ${errorText(entry.errno)}`,
          busybox: `${name}: ${errorText(entry.errno)}`,
        });
        status = process.flavor === 'busybox' ? 1 : 2;
      } else if (entry.value.kind === 'dir' && !options.has('d')) folders.push({ name, entry: entry.value });
      else files.push({ name, entry: entry.value });
    }
    show(files);
    const many = names.length > 1 || options.has('R');
    for (const [index, folder] of folders.entries()) {
      const gap = index > 0 || files.length > 0 ? '\n' : '';
      if (!listFolder(process, folder.name, { options, show, head: many ? `${gap}${folder.name}:\n` : '' }))
        status = process.flavor === 'busybox' ? 1 : 2;
    }
    return status;
  },
};
export default command;

interface Listing {
  readonly options: Options;
  readonly show: (items: readonly Item[]) => void;
  readonly head: string;
}

interface Item {
  readonly name: string;
  readonly entry: Entry;
}

function sorted(names: readonly string[], options: Options): readonly string[] {
  const order = names.toSorted();
  return options.has('r') ? order.toReversed() : order;
}

function listFolder(process: Process, name: string, how: Listing): boolean {
  const { options, show, head } = how;
  const path = process.path(name);
  const names = process.files.list(path);
  if (!names.ok) {
    const text = errorText(names.errno);
    complain(process, { gnu: `cannot open directory '${name}': ${text}`, busybox: `can't open '${name}': ${text}` });
    return false;
  }
  const dots = options.has('a') ? ['.', '..'] : [];
  const ignored = [...options.values('I'), ...(options.has('a') || options.has('A') ? [] : options.values('hide'))];
  const globs = ignored.map((text) => compile([{ text, quoted: false }]));
  const shown = names.value.filter(
    (child) =>
      (options.has('a') || options.has('A') || options.has('f') || !child.startsWith('.')) &&
      !globs.some((glob) => matches(glob, child)) &&
      !(options.has('B') && child.endsWith('~')),
  );
  const items = [...dots, ...sorted(shown, options)].flatMap((child): Item[] => {
    const entry = process.files.stat(`${path}/${child}`, { follow: child === '.' || child === '..' });
    return entry.ok ? [{ name: child, entry: entry.value }] : [];
  });
  process.out(head);
  if (options.has('l') || options.has('n')) process.out(`total ${blocks(items)}\n`);
  show(arranged(items, options));
  let good = true;
  if (options.has('R'))
    for (const item of items)
      if (item.entry.kind === 'dir' && item.name !== '.' && item.name !== '..') {
        const below = `${name.replace(/\/$/, '')}/${item.name}`;
        if (!listFolder(process, below, { options, show, head: `\n${below}:\n` })) good = false;
      }
  return good;
}

/** By size, time, extension; directories first. */
function arranged(items: readonly Item[], options: Options): readonly Item[] {
  const sign = options.has('r') ? -1 : 1;
  let made = items;
  if (options.has('S')) made = made.toSorted((a, b) => sign * (bytesOf(b.entry) - bytesOf(a.entry)));
  else if (options.has('t')) made = made.toSorted((a, b) => sign * (timeOf(b.entry) - timeOf(a.entry)));
  else if (options.has('X')) made = made.toSorted((a, b) => (ending(a.name) < ending(b.name) ? -sign : sign));
  if (!options.has('folders')) return made;
  return [...made.filter(({ entry }) => entry.kind === 'dir'), ...made.filter(({ entry }) => entry.kind !== 'dir')];
}

function ending(name: string): string {
  return name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : '';
}

function bytesOf(entry: Entry): number {
  return entry.kind === 'dir' ? 4096 : entry.size;
}

function blocks(items: readonly Item[]): number {
  return items.reduce(
    (sum, { entry }) => sum + (entry.kind === 'dir' ? 4 : entry.kind === 'file' ? Math.ceil(entry.size / 4096) * 4 : 0),
    0,
  );
}

/** How names are laid out: the last of -C, -x, -m and -1 decides, and without one whether somebody looks. */
interface Form {
  readonly layout: string;
  readonly screen: boolean;
  readonly width: number;
}

function formOf(process: Process, args: readonly string[]): Form {
  const screen = process.screen?.();
  const letters = args.filter((arg) => /^-[A-Za-z0-9]/.test(arg)).join('');
  const layout = [...letters].findLast((letter) => 'Cxm1'.includes(letter)) ?? (screen ? 'C' : '1');
  const asked = /(?:^|\s)(?:-[A-Za-z1]*w ?|--width[= ])(\d+)/.exec(args.join(' '))?.[1];
  const width = asked ?? screen?.columns ?? process.env.get('COLUMNS') ?? 80;
  return { layout, screen: screen !== undefined, width: Number(width) || 0 };
}

function layOut(process: Process, names: readonly string[], { layout, width }: Form): string {
  if (layout === 'm') return joined(names, { width, separator: ',' });
  if (layout === '1') return names.map((name) => `${name}\n`).join('');
  const columns = isBusybox(process) ? busyboxColumns : gnuColumns;
  return names.length > 0 ? columns({ names, width, across: layout === 'x' }) : '';
}

/** Names as they are shown, without what -F adds. */
function namesOf(process: Process, items: readonly Item[], { options, form }: Shown): readonly string[] {
  const names = items.map(({ name }) => quoted(name, options));
  if (isBusybox(process)) return form.screen ? names.map((name) => name.replaceAll(/\p{Cc}/gu, '?')) : names;
  const plain = !form.screen || options.has('Q') || options.has('b') || options.has('N');
  const shown = plain ? names : forTerminal(names);
  // only what is laid out in columns or lines of facts is lined up
  const lined = form.layout === 'l' || (/[Cx]/.test(form.layout) && form.width > 0);
  return !lined ? shown.map((name) => name.trimStart()) : shown;
}

interface Shown {
  readonly options: Options;
  readonly form: Form;
}

function print(process: Process, items: readonly Item[], { options, form }: Shown): void {
  const long = options.has('l') || options.has('n') || options.has('g') || options.has('o');
  const names = namesOf(process, items, { options, form: long ? { ...form, layout: 'l' } : form });
  const marks = items.map(({ entry }) => (options.has('F') || options.has('p') ? suffix(entry, options) : ''));
  const shown = names.map((name, index) => `${name}${marks[index] ?? ''}`);
  if (long)
    printLong(
      process,
      items.map((item, index) => row(process, item, { options, name: names[index] ?? '', mark: marks[index] ?? '' })),
      options,
    );
  else process.out(layOut(process, shown, form));
}

function printLong(process: Process, rows: readonly string[][], options: Options): void {
  const hidden = options.has('g') ? [2] : [];
  if (options.has('G') || options.has('o')) hidden.push(3);
  const width = (column: number): number => Math.max(0, ...rows.map((cells) => cells[column]?.length ?? 0));
  const [links, user, group, size] = [1, 2, 3, 4].map(width);
  const busybox = isBusybox(process);
  for (const [mode = '', count = '', owner = '', team = '', bytes = '', time = '', name = ''] of rows) {
    const cells = busybox
      ? [
          mode,
          count.padStart(Math.max(links ?? 0, 4)),
          owner.padEnd(8),
          team.padEnd(8),
          bytes.padStart(Math.max(size ?? 0, 9)),
          time,
          name,
        ]
      : [
          mode,
          count.padStart(links ?? 0),
          owner.padEnd(user ?? 0),
          team.padEnd(group ?? 0),
          bytes.padStart(size ?? 0),
          time,
          name,
        ];
    process.out(`${cells.filter((_, at) => !hidden.includes(at)).join(' ')}\n`);
  }
}

function quoted(name: string, options: Options): string {
  if (options.has('Q')) return `"${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  return options.has('b') ? name.replaceAll(' ', String.raw`\ `) : name;
}

/** The time of day, or the year when half a year or more lies between. */
function shownTime(entry: Entry): string {
  const time = timeOf(entry);
  const recent = START - time < 15_778_476 && time <= START + 3600;
  return formatTime(recent ? '%b %e %H:%M' : '%b %e  %Y', time);
}

function suffix(entry: Entry, options: Options): string {
  if (entry.kind === 'dir') return '/';
  if (!options.has('F')) return '';
  return entry.kind === 'symlink' ? '@' : entry.mode & 0o111 ? '*' : '';
}

function row(process: Process, item: Item, how: { options: Options; name: string; mark: string }): string[] {
  const { entry } = item;
  const { options, name, mark } = how;
  const { tree } = process.system;
  const numeric = options.has('n');
  const size = entry.kind === 'dir' ? 4096 : entry.size;
  const shown = options.has('h') ? human(size) : String(size);
  const links = entry.kind === 'dir' ? '2' : '1';
  return [
    modeText(entry.kind, entry.mode),
    links,
    (numeric ? undefined : userName(tree, entry.uid)) ?? String(entry.uid),
    (numeric ? undefined : groupName(tree, entry.gid)) ?? String(entry.gid),
    shown,
    shownTime(entry),
    entry.target === undefined ? `${name}${mark}` : `${name} -> ${entry.target}`,
  ];
}
