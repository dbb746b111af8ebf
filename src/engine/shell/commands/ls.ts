import type { Entry } from '../../files/tree.ts';
import { groupName, userName } from '../accounts.ts';
import { errorText } from '../errno.ts';
import { modeText } from '../mode.ts';
import { complain, readOptions, type Options } from '../options.ts';
import type { Command, Process } from '../system.ts';

const command: Command = {
  summary:
    'Lists directories, one name a line; -l, -a, -A, -d, -R, -h, -n, -1, -F, -i in part. All times are the same.',
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
      flags: 'laAdR1hnFprtSCxiskgoLH',
      long: {
        '--all': 'a',
        '--almost-all': 'A',
        '--directory': 'd',
        '--recursive': 'R',
        '--human-readable': 'h',
        '--color=': 'color',
        '--color': 'color',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const names = options.rest.length > 0 ? options.rest : ['.'];
    const files: Item[] = [];
    const folders: Item[] = [];
    let status = 0;
    for (const name of sorted(names, options)) {
      const follow = !options.has('d') && !options.has('l');
      const linked = process.files.stat(process.path(name), { follow });
      const entry = linked.ok ? linked : process.files.stat(process.path(name), { follow: false });
      if (!entry.ok) {
        complain(process, {
          gnu: `cannot access '${name}': ${errorText(entry.errno)}`,
          busybox: `${name}: ${errorText(entry.errno)}`,
        });
        status = process.flavor === 'busybox' ? 1 : 2;
      } else if (entry.value.kind === 'dir' && !options.has('d')) folders.push({ name, entry: entry.value });
      else files.push({ name, entry: entry.value });
    }
    print(process, files, options);
    const many = names.length > 1 || options.has('R');
    for (const [index, folder] of folders.entries()) {
      const gap = index > 0 || files.length > 0 ? '\n' : '';
      if (!listFolder(process, folder.name, { options, head: many ? `${gap}${folder.name}:\n` : '' }))
        status = process.flavor === 'busybox' ? 1 : 2;
    }
    return status;
  },
};
export default command;

interface Item {
  readonly name: string;
  readonly entry: Entry;
}

function sorted(names: readonly string[], options: Options): readonly string[] {
  const order = names.toSorted();
  return options.has('r') ? order.toReversed() : order;
}

function listFolder(process: Process, name: string, how: { options: Options; head: string }): boolean {
  const { options, head } = how;
  const path = process.path(name);
  const names = process.files.list(path);
  if (!names.ok) {
    const text = errorText(names.errno);
    complain(process, { gnu: `cannot open directory '${name}': ${text}`, busybox: `can't open '${name}': ${text}` });
    return false;
  }
  const dots = options.has('a') ? ['.', '..'] : [];
  const shown = names.value.filter((child) => options.has('a') || options.has('A') || !child.startsWith('.'));
  const items = [...dots, ...sorted(shown, options)].flatMap((child): Item[] => {
    const entry = process.files.stat(`${path}/${child}`, { follow: child === '.' || child === '..' });
    return entry.ok ? [{ name: child, entry: entry.value }] : [];
  });
  process.out(head);
  if (options.has('l') || options.has('n')) process.out(`total ${blocks(items)}\n`);
  print(process, options.has('S') ? items.toSorted((a, b) => b.entry.size - a.entry.size) : items, options);
  let good = true;
  if (options.has('R'))
    for (const item of items)
      if (item.entry.kind === 'dir' && item.name !== '.' && item.name !== '..') {
        const below = `${name.replace(/\/$/, '')}/${item.name}`;
        if (!listFolder(process, below, { options, head: `\n${below}:\n` })) good = false;
      }
  return good;
}

function blocks(items: readonly Item[]): number {
  return items.reduce(
    (sum, { entry }) => sum + (entry.kind === 'dir' ? 4 : entry.kind === 'file' ? Math.ceil(entry.size / 4096) * 4 : 0),
    0,
  );
}

function print(process: Process, items: readonly Item[], options: Options): void {
  const long = options.has('l') || options.has('n') || options.has('g') || options.has('o');
  const rows = items.map((item) => {
    const mark = options.has('F') || options.has('p') ? suffix(item.entry, options) : '';
    return long ? row(process, item, { options, mark }) : [`${item.name}${mark}`];
  });
  if (!long) {
    process.out(rows.map(([name]) => `${name ?? ''}\n`).join(''));
    return;
  }
  const width = (column: number): number => Math.max(0, ...rows.map((cells) => cells[column]?.length ?? 0));
  const [links, user, group, size] = [1, 2, 3, 4].map(width);
  for (const [mode = '', count = '', owner = '', team = '', bytes = '', time = '', name = ''] of rows)
    process.out(
      process.flavor === 'busybox'
        ? `${mode} ${count.padStart(Math.max(links ?? 0, 4))} ${owner.padEnd(8)} ${team.padEnd(8)} ${bytes.padStart(Math.max(size ?? 0, 9))} ${time} ${name}\n`
        : `${mode} ${count.padStart(links ?? 0)} ${owner.padEnd(user ?? 0)} ${team.padEnd(group ?? 0)} ${bytes.padStart(size ?? 0)} ${time} ${name}\n`,
    );
}

function suffix(entry: Entry, options: Options): string {
  if (entry.kind === 'dir') return '/';
  if (!options.has('F')) return '';
  return entry.kind === 'symlink' ? '@' : entry.mode & 0o111 ? '*' : '';
}

function row(process: Process, item: Item, how: { options: Options; mark: string }): string[] {
  const { entry, name } = item;
  const { options, mark } = how;
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
    'Nov 24 08:00',
    entry.target === undefined ? `${name}${mark}` : `${name} -> ${entry.target}`,
  ];
}

/** `4.0K`, `12M`: powers of 1024, one digit below 10. */
export function human(bytes: number): string {
  let value = bytes;
  let unit = '';
  for (const next of ['K', 'M', 'G', 'T']) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  if (unit === '') return String(value);
  return value < 10 ? `${(Math.ceil(value * 10) / 10).toFixed(1)}${unit}` : `${Math.ceil(value)}${unit}`;
}
