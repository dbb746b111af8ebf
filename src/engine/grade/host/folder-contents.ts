import { array, boolean, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { fileCount } from '../../files/index.ts';
import type { Entry, Tree } from '../../files/index.ts';
import { accountOf, groupOf } from '../image/accounts.ts';
import { glob, isPlain } from '../glob.ts';
import { mode, modeOf } from '../params.ts';
import { listed, quoted } from '../messages.ts';

/** What has to lie in a folder of a machine, as it stands in front matter; paths begin at that folder. */
export const contentsShape = {
  has: optional(array(string({ min: 1 }), { description: 'globs that match something' })),
  lacks: optional(array(string({ min: 1 }), { description: 'globs that match nothing' })),
  contains: optional(record(string(), 'path → text that the file contains')),
  equals: optional(record(string(), 'path → the whole text of the file, without blanks at its ends')),
  owner: optional(record(string(), 'path → user[:group], by name or number')),
  mode: optional(record(mode, 'path → permission bits')),
  empty: optional(boolean('Whether there is nothing in it.')),
};
const contents = object(contentsShape);
export type Contents = Infer<typeof contents>;

/** A folder of a tree that is looked at. */
export interface Folder {
  readonly tree: Tree;
  /** Where it begins. */
  readonly root: string;
  /** Whose names count for owners; the tree's own unless given. */
  readonly accounts?: Tree;
}

/** What of a folder's contents is not as wanted, as the ends of sentences about it. */
export function wrongContents(folder: Folder, wanted: Contents): string[] {
  return [...presence(folder, wanted), ...texts(folder, wanted), ...rights(folder, wanted)];
}

function presence(folder: Folder, { has = [], lacks = [], empty }: Contents): string[] {
  const missing = has.filter((pattern) => matching(folder, pattern).length === 0);
  const there = lacks.flatMap((pattern) => matching(folder, pattern).slice(0, 1));
  const found = missing.map((pattern) => `has no ${pattern}: ${holds(folder)}`);
  if (there.length > 0) found.push(`has ${listed(there)}`);
  const count = names(folder).length;
  if (empty !== undefined && empty !== (count === 0)) found.push(empty ? `is not empty: ${holds(folder)}` : 'is empty');
  return found;
}

function texts(folder: Folder, { contains = {}, equals = {} }: Contents): string[] {
  const part = Object.entries(contains).map(([path, text]) => ({ path, text, whole: false }));
  const whole = Object.entries(equals).map(([path, text]) => ({ path, text, whole: true }));
  return [...part, ...whole].flatMap(({ path, text, whole: all }) => {
    const read = folder.tree.read(at(folder, path));
    if (!read.ok) return [`has no ${path}: ${holds(folder)}`];
    const actual = read.value ?? '';
    if (all ? actual.trim() === text.trim() : actual.includes(text)) return [];
    const says = actual.trim() === '' ? 'is empty' : `says ${quoted(actual.trim())}`;
    return [`has a ${path} that ${says}, not ${quoted(text)}`];
  });
}

function rights(folder: Folder, { owner = {}, mode: modes = {} }: Contents): string[] {
  const accounts = folder.accounts ?? folder.tree;
  const owners = Object.entries(owner).flatMap(([path, wanted]) => {
    const entry = folder.tree.stat(at(folder, path));
    if (!entry.ok) return [`has no ${path}: ${holds(folder)}`];
    const [user = '', group] = wanted.split(':');
    const { uid, gid } = entry.value;
    const same = uid === accountOf(accounts, user).uid && (group === undefined || gid === groupOf(accounts, group));
    return same ? [] : [`holds ${path}, which belongs to ${uid}:${gid}, not to ${wanted}`];
  });
  const bits = Object.entries(modes).flatMap(([path, wanted]) => {
    const entry = folder.tree.stat(at(folder, path));
    if (!entry.ok) return [`has no ${path}: ${holds(folder)}`];
    const actual = entry.value.mode & 0o7777;
    return actual === modeOf(wanted) ? [] : [`holds ${path} with mode ${octal(actual)}, not ${octal(modeOf(wanted))}`];
  });
  return [...owners, ...bits];
}

export function octal(bits: number): string {
  return bits.toString(8).padStart(4, '0');
}

function at({ root }: Folder, path: string): string {
  return `${root === '/' ? '' : root}/${path.replace(/^\/+/, '')}`;
}

function names({ tree, root }: Folder): readonly string[] {
  const listing = tree.list(root);
  return listing.ok ? listing.value : [];
}

function holds(folder: Folder): string {
  const all = names(folder);
  return all.length === 0 ? 'it is empty' : `it holds ${listed(all)}`;
}

/** Paths below the folder that a glob matches, as they are seen from there. */
function matching(folder: Folder, pattern: string): readonly string[] {
  if (isPlain(pattern)) return folder.tree.stat(at(folder, pattern)).ok ? [pattern] : [];
  const matches = glob(`/${pattern.replace(/^\/+/, '')}`);
  const cut = folder.root === '/' ? 0 : folder.root.length;
  const found: string[] = [];
  for (const [path, entry] of folder.tree.walk(folder.root))
    if (path !== folder.root && fits(matches, path.slice(cut), entry)) found.push(path.slice(cut));
  return found;
}

/** A folder of many files counts as its contents too. */
function fits(matches: (path: string) => boolean, path: string, entry: Entry): boolean {
  return matches(path) || (fileCount(entry) > 1 && matches(`${path}/x`));
}
