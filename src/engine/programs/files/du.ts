import { storedBytes } from '../../files/index.ts';
import { errorText } from '../../kernel/errno.ts';
import { readOptions, type Options } from '../lib/options.ts';
import { complain, isBusybox } from '../lib/flavor.ts';
import { human } from '../lib/human-size.ts';
import type { Command, Process } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Sums sizes of directories: -s, -h, -a, -b, -k, -m, -c, -d. Blocks of 4 kB as on overlayfs.',
  gnu: {
    du: '0aBbcDdHhkLlmPSstXx null all apparent-size block-size bytes total dereference-args max-depth files0-from human-readable inodes dereference count-links no-dereference separate-dirs si summarize threshold time time-style exclude-from exclude one-file-system',
  },
  example: `
$ mkdir /tmp/d; echo hello > /tmp/d/a; du -s /tmp/d
8	/tmp/d
$ du -sb /tmp/d/a
6	/tmp/d/a
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'shabkmcxLHD',
      values: 'dt',
      busybox: 'aHkLsxd:lcmhb',
      long: {
        '--summarize': 's',
        '--human-readable': 'h',
        '--all': 'a',
        '--bytes': 'b',
        '--max-depth=': 'd',
        '--total': 'c',
        '--apparent-size': 'apparent',
      },
    });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    let sum = 0;
    for (const name of options.rest.length > 0 ? options.rest : ['.']) {
      const entry = process.files.stat(process.path(name), { follow: false });
      if (!entry.ok) {
        complain(process, {
          gnu: `cannot access '${name}': ${errorText(entry.errno)}`,
          busybox: `${name}: ${errorText(entry.errno)}`,
        });
        status = 1;
      } else {
        const closed = entry.value.kind === 'dir' ? process.files.list(process.path(name)) : undefined;
        if (closed && !closed.ok) {
          const text = errorText(closed.errno);
          complain(process, {
            gnu: `cannot read directory '${name}': ${text}`,
            busybox: `can't open '${name}': ${text}`,
          });
          status = 1;
          if (isBusybox(process)) continue;
        }
        sum += measure(process, name, options);
      }
    }
    if (options.has('c')) process.out(`${shown(sum, options)}\ttotal\n`);
    return status;
  },
};
export default command;

/** Bytes below each directory, children before parents, as du prints them. */
function measure(process: Process, name: string, options: Options): number {
  const path = process.path(name);
  const real = process.files.walk(path);
  const totals = new Map<string, number>();
  const order: { at: string; folder: boolean }[] = [];
  let root: string | undefined;
  for (const [at, entry] of real) {
    root ??= at;
    const own =
      options.has('b') || options.has('apparent')
        ? Math.max(storedBytes(entry), entry.kind === 'dir' ? (isBusybox(process) ? 4096 : 0) : entry.size)
        : Math.ceil(storedBytes(entry) / 4096) * 4096 + (entry.kind === 'dir' ? 4096 : 0);
    order.push({ at, folder: entry.kind === 'dir' });
    for (let up = at; ; up = up.slice(0, up.lastIndexOf('/')) || '/') {
      totals.set(up, (totals.get(up) ?? 0) + own);
      if (up === root || up === '/') break;
    }
  }
  const depth = options.has('s') ? 0 : Number(options.value('d') ?? Number.POSITIVE_INFINITY);
  for (const { at, folder } of order.toReversed()) {
    const below = at.slice(root?.length ?? 0);
    if (below.split('/').length - 1 > depth && below !== '') continue;
    if (!folder && !options.has('a') && below !== '') continue;
    process.out(
      `${shown(totals.get(at) ?? 0, options)}\t${below === '' ? name : `${name.replace(/\/$/, '')}${below}`}\n`,
    );
  }
  return totals.get(root ?? path) ?? 0;
}

function shown(bytes: number, options: Options): string {
  if (options.has('h')) return human(bytes);
  if (options.has('b')) return String(bytes);
  return String(Math.ceil(bytes / (options.has('m') ? 1_048_576 : 1024)));
}
