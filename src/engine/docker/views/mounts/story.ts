import type { Entry, WritableTree } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { viewOf } from '../../networks/names/container-files.ts';
import { factsOf } from './facts.ts';
import { holderOf, type Holder } from './holder.ts';
import { covering, type MountPoint } from './points.ts';
import { stepsOf } from './steps.ts';
import { isWritable, titleOf, whyOf } from './phrases.ts';

/** Where one path comes from. Words between backticks are code. */
export interface PlaceStory {
  readonly container: string;
  readonly name: string;
  readonly runs: boolean;
  readonly path: string;
  /** The path with every link followed. */
  readonly real: string;
  readonly kind: Holder['kind'];
  readonly exists: boolean;
  /** Whether whoever has the permissions may write there. */
  readonly writable: boolean;
  readonly title: string;
  readonly why: string;
  readonly steps: readonly PlaceStep[];
  readonly facts: readonly PlaceFact[];
  /** What lies in a folder, names of folders with a slash. */
  readonly entries: readonly string[];
  readonly moreEntries: number;
  /** The folder above; undefined at the root. */
  readonly parent?: string;
  /** The same as it is typed on the host. */
  readonly command: string;
}

export interface PlaceStep {
  readonly text: string;
  readonly detail?: string;
  readonly verdict: 'goes on' | 'here' | 'nowhere';
}

export interface PlaceFact {
  readonly term: string;
  readonly text: string;
}

/** A path that is looked at, and what holds it. */
export interface Looked {
  readonly container: Container;
  readonly runs: boolean;
  readonly path: string;
  readonly real: string;
  readonly entry: Entry | undefined;
  /** Everything mounted over it, outer mounts first. */
  readonly over: readonly MountPoint[];
  readonly holder: Holder;
}

const MOST = 200;

/** The story of one path of a container. A path that is not there is told of by where it would be made. */
export function placeStory(daemon: Daemon, container: Container, path: string): PlaceStory {
  const files = viewOf(container);
  const found = files.stat(path);
  const resolved = files.resolve(path);
  const real = resolved.ok ? resolved.value : path;
  const over = covering(daemon, container, real);
  const holder = holderOf(container, real, over);
  const runs = daemon.live.has(container.id);
  // what lay in memory went with the last process
  const lost = !runs && holder.kind === 'tmpfs' && holder.mount.target !== real;
  const entry = found.ok && !lost ? found.value : undefined;
  const looked: Looked = { container, runs, path, real, entry, over, holder };
  const inside = !runs && holder.kind === 'tmpfs' ? [] : entriesOf(files, path, entry);
  const parent = path.slice(0, path.lastIndexOf('/')) || '/';
  return {
    container: container.id,
    name: container.name,
    runs: looked.runs,
    path,
    real,
    kind: holder.kind,
    exists: entry !== undefined,
    writable: isWritable(looked),
    title: titleOf(looked),
    why: whyOf(looked),
    steps: stepsOf(daemon, looked),
    facts: factsOf(daemon, looked),
    entries: inside.slice(0, MOST),
    moreEntries: Math.max(0, inside.length - MOST),
    ...(path === '/' ? {} : { parent }),
    command: looked.runs
      ? `docker exec ${container.name} ls -ld ${quoted(path)}`
      : `docker inspect -f '{{json .Mounts}}' ${container.name}`,
  };
}

function entriesOf(files: WritableTree, path: string, entry: Entry | undefined): readonly string[] {
  if (entry?.kind !== 'dir') return [];
  const names = files.list(path);
  return (names.ok ? names.value : []).map((name) => {
    const one = files.stat(`${path === '/' ? '' : path}/${name}`);
    return one.ok && one.value.kind === 'dir' ? `${name}/` : name;
  });
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
