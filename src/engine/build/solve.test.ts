import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { directoryEntry, fileEntry } from '../files/index.ts';
import type { PlainEntry, Tree } from '../files/index.ts';
import { gzipText, packTar } from '../shell/archive.ts';
import { shell } from '../shell/whole.ts';
import { textBuilder, type Given } from './fixture/build-text.ts';
import golden from './golden/solve.jsonl?raw';
import { createWorld } from './index.ts';

/** A build of a real Docker Engine: what stood in /x afterwards, or how its log ended. See golden/README.md. */
interface Case extends Omit<Given, 'files'> {
  readonly id: string;
  readonly dockerfile: string;
  readonly files: Readonly<
    Record<string, PlainEntry | { readonly tar: Readonly<Record<string, string>>; readonly gzip: boolean }>
  >;
  readonly listing?: readonly string[];
  readonly end?: string;
}

const cases = golden
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const buildText = textBuilder(createWorld(allImages, allPackages, shell));

/** Archives as the recording made them: folders 0750 of 9:9, files 0640 of 9:8. */
function archive(entries: Readonly<Record<string, string>>, gzip: boolean): PlainEntry {
  const folders = [
    ...new Set(Object.keys(entries).flatMap((name) => (name.includes('/') ? [name.split('/')[0] ?? ''] : []))),
  ];
  const text = packTar([
    ...folders.map((name) => ({ name: `${name}/`, entry: directoryEntry(0o750, { uid: 9, gid: 9 }) })),
    ...Object.entries(entries).map(([name, content]) => ({
      name,
      entry: fileEntry({ content, mode: 0o640, owner: { uid: 9, gid: 8 } }),
    })),
  ]);
  return { content: gzip ? gzipText(text) : text };
}

const KINDS = {
  file: 'regular file',
  dir: 'directory',
  symlink: 'symbolic link',
  fifo: 'fifo',
  char: 'character special file',
};

/** As `find . -exec stat -c "%a %u:%g %F %n"` prints it in /x. */
function listing(tree: Tree): string[] {
  return [...tree.walk('/x')]
    .map(([path, { mode, uid, gid, kind }]) => `${mode.toString(8)} ${uid}:${gid} ${KINDS[kind]} .${path.slice(2)}`)
    .toSorted();
}

function ending(log: string): string {
  const tail = log.indexOf('\n------\n');
  return (
    log
      .slice(tail === -1 ? log.indexOf('\nERROR: ') : tail + 1)
      .replaceAll(/\/var\/lib\/docker\/tmp\/buildkit-mount\d+/g, 'MOUNT')
      .replaceAll(/ref \S+::\w+/g, 'ref REF')
      .replaceAll(/^\d+\.\d+ /gm, 'T ')
      // Engine 26 has no build checks.
      .replace(/\n \d+ warnings? found .*\n( - .*\n)+/, '')
      .trim()
  );
}

describe('a real engine and ours agree', () => {
  it.each(cases)('$id', ({ dockerfile, files, listing: wanted, end, ...given }) => {
    const context = Object.fromEntries(
      Object.entries(files).map(([path, file]): [string, PlainEntry] => [
        path,
        file !== null && typeof file === 'object' && 'tar' in file
          ? archive(file.tar, file.gzip)
          : (file as PlainEntry),
      ]),
    );
    const result = buildText(dockerfile, { ...given, files: context });
    const found = wanted && result.image ? listing(result.image.tree) : undefined;
    expect([result.ok ? undefined : ending(result.log), result.notSimulated, found]).toEqual([
      end,
      [],
      wanted?.toSorted(),
    ]);
  });
});
