import type { Host } from './host.ts';

/** A file of the workspace as the editor has it. */
export interface WorkspaceFile {
  readonly text: string;
  readonly mode: number;
}

/** What the editor is shown of a folder that commands write to: so many files, and no longer text than this (UTF-16 units). */
const MOST_FILES = 200;
const LONGEST = 200_000;
/** Folders that no editor opens. */
const HIDDEN = new Set(['node_modules', '.git']);

type Files = Readonly<Record<string, WorkspaceFile>>;

/** Text files below the folder in which commands are typed, by path relative to it. */
export function readWorkspace({ tree, daemon }: Pick<Host, 'tree' | 'daemon'>): Files {
  const root = daemon.profile.cwd;
  const files: Record<string, WorkspaceFile> = {};
  let count = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && count < MOST_FILES; folder = folders.pop()) {
    const names = tree.list(`${root}/${folder}`);
    for (const name of names.ok ? names.value : []) {
      const path = `${folder}${name}`;
      const entry = tree.stat(`${root}/${path}`, { follow: false });
      if (!entry.ok) continue;
      if (entry.value.kind === 'dir' && !HIDDEN.has(name)) folders.push(`${path}/`);
      if (entry.value.kind !== 'file' || entry.value.size > LONGEST || count >= MOST_FILES) continue;
      const read = tree.read(`${root}/${path}`);
      if (!read.ok || read.value === undefined || read.value.includes('\0')) continue;
      files[path] = { text: read.value, mode: entry.value.mode & 0o7777 };
      count++;
    }
  }
  return files;
}

/** Puts edits into the host's folder; null deletes. */
export function writeWorkspace(
  { tree, daemon }: Pick<Host, 'tree' | 'daemon'>,
  edits: Readonly<Record<string, WorkspaceFile | null>>,
): void {
  const root = daemon.profile.cwd;
  for (const [path, file] of Object.entries(edits)) {
    const full = `${root}/${path}`;
    if (!file) {
      tree.remove(full);
      continue;
    }
    const slash = full.lastIndexOf('/');
    tree.mkdir(full.slice(0, slash), { parents: true });
    if (tree.write(full, { content: file.text }).ok) tree.chmod(full, file.mode);
  }
}
