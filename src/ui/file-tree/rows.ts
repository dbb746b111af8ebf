/** One entry of a folder. */
export interface TreeItem {
  readonly name: string;
  /** It can be opened: it is a folder that holds something. */
  readonly open: boolean;
  readonly folder: boolean;
  readonly mark?: TreeMark | undefined;
  /** A folder that is no change itself and holds some. */
  readonly touched?: boolean;
  /** In words, for the row: "8.5 MB". */
  readonly size: string;
  /** Behind the name: where a link leads, how many files a folder stands for. */
  readonly note?: string | undefined;
  /** Mode and owner, or other facts that a narrow row has no room for. */
  readonly facts: readonly string[];
}
export type TreeMark = 'added' | 'changed' | 'removed';

/** The first entries of a folder, and how many there are. */
export interface TreeFolder {
  readonly items: readonly TreeItem[];
  readonly total: number;
}

/** A line of the tree as it stands. */
export interface TreeRow {
  /** The path, or that of the folder with a `\n` behind it for the row that asks for more. */
  readonly key: string;
  readonly parent: string;
  readonly item: TreeItem | undefined;
  /** Of a row that asks for more: how many entries are left. */
  readonly left: number;
  /** 1-based. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly expanded: boolean | undefined;
}

/** The lines of a tree: every open folder followed by what is known of its entries. */
export function treeRows(
  folders: ReadonlyMap<string, TreeFolder>,
  opened: ReadonlySet<string>,
  root: string,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (folder: string, level: number) => {
    const known = folders.get(folder);
    if (!known) return;
    const left = known.total - known.items.length;
    const siblings = known.items.length + (left > 0 ? 1 : 0);
    for (const [at, item] of known.items.entries()) {
      const key = pathBelow(folder, item.name);
      const expanded = item.open ? opened.has(key) : undefined;
      rows.push({ key, parent: folder, item, left: 0, level, position: at + 1, siblings, expanded });
      if (expanded) visit(key, level + 1);
    }
    if (left > 0)
      rows.push({
        key: `${folder}\n`,
        parent: folder,
        item: undefined,
        left,
        level,
        position: siblings,
        siblings,
        expanded: undefined,
      });
  };
  visit(root, 1);
  return rows;
}

export function pathBelow(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

/** What a key does: the row it leads to, or a folder that it opens, closes or asks more of. */
export type TreeMove =
  { readonly to: string } | { readonly open: string } | { readonly close: string } | { readonly more: string };

/**
 * The tree pattern of the ARIA practices: up and down move, right opens or goes in, left closes or goes out, Home and End jump,
 * a letter goes to the next name that begins with it, Enter and blank open and close. `page`: rows that Page Up and Down pass.
 */
export function treeMove(
  rows: readonly TreeRow[],
  key: string,
  { active, page = 10 }: { readonly active: string; readonly page?: number },
): TreeMove | undefined {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === active),
  );
  const row = rows[at];
  if (!row) return undefined;
  const to = (index: number): TreeMove | undefined => {
    const target = rows[Math.min(rows.length - 1, Math.max(0, index))];
    return target && target !== row ? { to: target.key } : undefined;
  };
  if (key === 'ArrowDown') return to(at + 1);
  if (key === 'ArrowUp') return to(at - 1);
  if (key === 'PageDown') return to(at + page);
  if (key === 'PageUp') return to(at - page);
  if (key === 'Home') return to(0);
  if (key === 'End') return to(rows.length - 1);
  if (key === 'Enter' || key === ' ') return toggled(row);
  if (key === 'ArrowRight')
    return row.expanded === undefined ? undefined : row.expanded ? inside(rows, at) : { open: row.key };
  if (key === 'ArrowLeft') {
    if (row.expanded) return { close: row.key };
    return rows.some((other) => other.key === row.parent) ? { to: row.parent } : undefined;
  }
  return key.length === 1 ? byLetter(rows, at, key) : undefined;
}

/** What Enter or a click does to a row. */
export function toggled(row: TreeRow): TreeMove | undefined {
  if (!row.item) return { more: row.parent };
  return row.expanded === undefined ? undefined : row.expanded ? { close: row.key } : { open: row.key };
}

function inside(rows: readonly TreeRow[], at: number): TreeMove | undefined {
  const next = rows[at + 1];
  return next && next.parent === rows[at]?.key ? { to: next.key } : undefined;
}

function byLetter(rows: readonly TreeRow[], at: number, letter: string): TreeMove | undefined {
  const turned = [...rows.slice(at + 1), ...rows.slice(0, at)];
  const found = turned.find((row) => row.item?.name.toLowerCase().startsWith(letter.toLowerCase()));
  return found && { to: found.key };
}

/** The rows that a box shows which is scrolled by `top` px: a few more on both sides, and never none. */
export function shownRows(
  count: number,
  view: { readonly top: number; readonly height: number; readonly row: number },
): readonly [number, number] {
  const spare = 8;
  const first = Math.floor(view.top / view.row) - spare;
  const last = Math.ceil((view.top + view.height) / view.row) + spare;
  const start = Math.min(Math.max(0, first), Math.max(0, count - 1));
  return [start, Math.min(count, Math.max(start + 1, last))];
}
