import type { ListedEntry, Place, Subject } from '../../../../worker/client.ts';
import { engine } from '../../../../worker/client.ts';
import { count, formatBytes } from '../../../../ui/format.ts';
import type { TreeItem } from '../../../../ui/file-tree/rows.ts';
import type { LoadFolders } from '../../../../ui/file-tree/use-folders.ts';

const KINDS = { dir: 'd', symlink: 'l', fifo: 'p', char: 'c', file: '-' } as const;

/** Kind and permissions as `ls -l` prints them: `drwxr-xr-x`. */
export function modeText(kind: ListedEntry['kind'], mode: number): string {
  const bits = [6, 3, 0].map((shift, at) => {
    const part = (mode >> shift) & 7;
    const special = (mode >> (11 - at)) & 1;
    const run = part & 1;
    const letter = at === 2 ? 't' : 's';
    const last = special ? (run ? letter : letter.toUpperCase()) : run ? 'x' : '-';
    return `${part & 4 ? 'r' : '-'}${part & 2 ? 'w' : '-'}${last}`;
  });
  return KINDS[kind] + bits.join('');
}

function itemOf(entry: ListedEntry): TreeItem {
  const { name, kind, size, mode, uid, gid, mark, touched, target, files, open, secret } = entry;
  const notes = [
    target === undefined ? '' : `→ ${target}`,
    files === undefined ? '' : count(files, 'file'),
    secret === undefined ? '' : `holds the secret ${secret}`,
  ];
  return {
    name,
    open,
    folder: kind === 'dir',
    mark,
    touched: touched ?? false,
    size: kind === 'dir' && size === 0 ? '' : formatBytes(size),
    note: notes.filter(Boolean).join(', ') || undefined,
    facts: [modeText(kind, mode), `${uid}:${gid}`],
  };
}

/** Asks the worker for folders of a step or layer, one call for all that are open. `lane`: of several trees on one page, which. */
export function folderLoader(
  subject: Subject,
  place: Place,
  { changes, lane }: { readonly changes: boolean; readonly lane: string },
): LoadFolders {
  return async (folders) => {
    const outcome = await engine().listing({ subject, place, changes, folders }, lane);
    // a question that a newer one took the place of: that one's answer follows
    if (outcome.status === 'superseded') return folders.map(() => ({ items: [], total: 0 }));
    if (outcome.status !== 'answered' || !outcome.value) return undefined;
    return outcome.value.map(({ entries, total }) => ({ items: entries.map(itemOf), total }));
  };
}
