import type { Host, Plugins, Session } from '../engine/docker/index.ts';
import type { Looks } from '../engine/docker/views/index.ts';
import type { World } from '../engine/index.ts';
import type { EngineApi, HostAnswer, HostStart } from './protocol.ts';
import type { Atlas } from './world.ts';

/** The chunk that plays a host. */
export interface HostPart {
  openSession(start: HostStart, world: World, plugins: Plugins): Session;
}

/** The chunk that looks at a host. */
export interface LooksPart {
  readonly looks: Looks;
}

interface Live {
  readonly id: string;
  readonly session: Session;
  /** Entries that were played. */
  entries: number;
  shown: boolean;
}

interface HostParts {
  host(): HostPart;
  looks(): LooksPart;
}

/** Questions about the host of the page. `settled` refuses an answer that was worked out without a part that was needed. */
export function hostQuestions(
  parts: HostParts,
  { atlas, settled }: { readonly atlas: Atlas; readonly settled: <A>(answer: A) => A },
): Pick<EngineApi, 'hostOpen' | 'hostStep' | 'hostComplete' | 'hostLook' | 'hostClose'> {
  let live: Live | undefined;
  /** What came out without a part that was needed is thrown away, the session with it: it is played anew. */
  const checked = <A>(answer: A): A => {
    if (atlas.wantsParts()) live = undefined;
    return settled(answer);
  };
  const holds = (id: string, entries: number): Live | undefined =>
    live?.id === id && live.entries === entries ? live : undefined;
  const open = (start: HostStart): void => {
    const session = parts.host().openSession(start, worldOf(atlas), atlas.plugins);
    live = { id: start.id, session, entries: start.log.length, shown: false };
    checked(undefined);
  };
  return {
    hostOpen: open,
    hostStep({ id, entries, entry, joins, ms, waiting }) {
      const found = holds(id, entries);
      if (!found) return undefined;
      const { session } = found;
      if (entry) {
        session.enter(entry);
        if (!joins) found.entries++;
      }
      if (ms > 0) session.advance(ms, waiting);
      const view = session.view();
      const answer: HostAnswer = { ...view, whole: !found.shown };
      found.shown = true;
      return checked(answer);
    },
    hostComplete: ({ id, entries, terminal, text }) => holds(id, entries)?.session.complete(terminal, text),
    hostLook({ id, look, question, start }) {
      if (live?.id !== id && start) open(start);
      if (live?.id !== id) return undefined;
      // each look takes the question of its own name, which the compiler cannot follow through an index
      const ask = parts.looks().looks[look] as (host: Host, asked: typeof question) => unknown;
      return { answer: ask(live.session.host, question) };
    },
    hostClose() {
      live = undefined;
    },
  };
}

/** The world of the atlas as it is when it is asked: images that come in later are there for a host that was made before. */
function worldOf(atlas: Atlas): World {
  const now = (): World => {
    const world = atlas.world();
    if (!world) throw new Error('image data is not loaded');
    return world;
  };
  return {
    image: (reference, platform) => now().image(reference, platform),
    platforms: (reference) => now().platforms(reference),
    mayExist: (reference) => now().mayExist(reference),
    near: (reference) => now().near(reference),
    standIn: (reference) => now().standIn(reference),
    get packages() {
      return now().packages;
    },
    get shell() {
      return now().shell;
    },
    get references() {
      return now().references;
    },
  };
}
