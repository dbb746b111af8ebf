import { textBuilder, type Given } from '../../../engine/builder/fixture/build-text.ts';
import golden from '../../../engine/builder/golden/solve.jsonl?raw';
import { directoryEntry, fileEntry, type PlainEntry, type Tree } from '../../../engine/files/index.ts';
import { gzipText, packTar } from '../../../engine/files/tar-archive.ts';
import { jsonLines, type Suite } from '../suite.ts';
import { wholeWorld } from '../world.ts';

type File = PlainEntry | { readonly tar: Readonly<Record<string, string>>; readonly gzip: boolean };

/** A build: what stood in /x afterwards, or how its log ended. See engine/builder/golden/README.md. */
interface Case extends Omit<Given, 'files'> {
  readonly id: string;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, File>>;
  readonly listing?: readonly string[];
  readonly end?: string;
}

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
      .replaceAll(/\/var\/lib\/docker\/(?:tmp\/buildkit-mount\d+|overlay2\/[0-9a-z]+\/merged)/g, 'MOUNT')
      .replaceAll(/ref \S+::\w+/g, 'ref REF')
      .replaceAll(/^\d+\.\d+ /gm, 'T ')
      // Engine 26 has no build checks.
      .replace(/\n \d+ warnings? found .*\n( - .*\n)+/, '')
      .trim()
  );
}

function entryOf(file: File): PlainEntry {
  return file !== null && typeof file === 'object' && 'tar' in file ? archive(file.tar, file.gzip) : file;
}

export default {
  title: 'COPY, ADD and steps that fail',
  recorded: 'Docker Engine 26.1.5: files, owners and modes that a build leaves, or the end of its log.',
  unit: 'builds',
  async load() {
    const buildText = textBuilder(await wholeWorld());
    return jsonLines<Case>(golden).map(({ id, dockerfile, files, listing: wanted, end, ...given }) => ({
      id,
      topic: end === undefined ? 'files that are left' : 'how it fails',
      play() {
        const context = Object.fromEntries(Object.entries(files).map(([path, file]) => [path, entryOf(file)]));
        const result = buildText(dockerfile, { ...given, files: context });
        const found = wanted && result.image ? listing(result.image.tree) : undefined;
        return [
          {
            id,
            want: { end, notSimulated: [], listing: wanted?.toSorted() },
            got: {
              end: result.ok ? undefined : ending(result.log),
              notSimulated: result.notSimulated,
              listing: found,
            },
          },
        ];
      },
    }));
  },
} satisfies Suite;
