import type { EvidenceView } from '../../../../engine/grade/view.ts';

export type WastedFile = NonNullable<EvidenceView['waste']>['files'][number];

/** Files that are stored in vain for the same reason: one of them, or those below one folder. */
export interface WasteRow {
  /** A file, or a folder with a slash behind it. */
  readonly path: string;
  readonly files: number;
  readonly wasted: number;
  readonly why: string;
}

/** Fewer files than this are not worth a row of their own folder. */
const GROUP = 4;

/** Wasted files as rows, most first: a `chown -R` is one thing, however many files it stores again. */
export function wasteRows(files: readonly WastedFile[]): readonly WasteRow[] {
  const groups = new Map<string, WastedFile[]>();
  for (const file of files) {
    const why = whyWasted(file);
    groups.set(why, [...(groups.get(why) ?? []), file]);
  }
  return [...groups].flatMap(([why, own]) => rowsOf(own, why)).toSorted((one, other) => other.wasted - one.wasted);
}

/** One row where one folder holds all; files from everywhere are told apart by the two first folders of their paths. */
function rowsOf(files: readonly WastedFile[], why: string): readonly WasteRow[] {
  if (commonFolder(files.map((file) => file.path)) !== '/') return folderRows(files, why);
  const places = new Map<string, WastedFile[]>();
  for (const file of files) {
    const place = file.path.split('/').slice(0, -1).slice(0, 3).join('/');
    places.set(place, [...(places.get(place) ?? []), file]);
  }
  return [...places.values()].flatMap((own) => folderRows(own, why));
}

function folderRows(files: readonly WastedFile[], why: string): readonly WasteRow[] {
  const folder = commonFolder(files.map((file) => file.path));
  if (files.length < GROUP || folder === '/') return files.map(({ path, wasted }) => ({ path, files: 1, wasted, why }));
  return [{ path: folder, files: files.length, wasted: files.reduce((sum, file) => sum + file.wasted, 0), why }];
}

/** What makes the bytes of a file vain: "deleted later; layer 2", "stored again with another owner or mode; layers 2, 4". */
function whyWasted({ deleted, sameBytes, layers }: WastedFile): string {
  const numbers = layers.map((layer) => layer + 1).join(', ');
  const reason = deleted ? 'deleted later' : sameBytes ? 'stored again with another owner or mode' : 'replaced later';
  return `${reason}; ${layers.length === 1 ? 'layer' : 'layers'} ${numbers}`;
}

/** The deepest folder that holds all of the paths, with a slash behind it. */
function commonFolder(paths: readonly string[]): string {
  const [first = '/', ...rest] = paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  let folder = first;
  for (const other of rest)
    while (!other.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}
