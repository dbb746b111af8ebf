import { readNotRecorded } from '../../engine/docker/index.ts';
import { assumed, type Assumed } from './assumed.ts';
import { leftOut, type Door } from './left-out.ts';
import { suiteOf, type Answer } from './suite.ts';
import { byTopic, tally } from './tally.ts';

const reasons = import.meta.glob<Readonly<Record<string, Readonly<Record<string, string>>>>>('./differences.yaml', {
  import: 'default',
  eager: true,
});

/** What the fidelity page shows: written to content/fidelity.json by `drydock fidelity --write`, held current by the tests. */
export interface Fidelity {
  readonly suites: readonly SuiteFigures[];
  /** What the simulation leaves out, in the words of its folders. */
  readonly leftOut: readonly Door[];
  readonly assumed: { readonly images: readonly Assumed[]; readonly packages: readonly Assumed[] };
  /** In what the product's host goes beyond the recorded one, by published sources. */
  readonly read: readonly { readonly what: string; readonly source: string }[];
}

/** One suite: how much agrees, by topic, and each answer that does not. */
export interface SuiteFigures {
  readonly id: string;
  readonly title: string;
  readonly recorded: string;
  readonly unit: string;
  readonly topics: readonly { readonly topic: string; readonly agree: number; readonly of: number }[];
  readonly differences: readonly Difference[];
}

/** An answer that is not the recorded one, and why it is left so. */
export interface Difference {
  readonly id: string;
  readonly topic: string;
  /** Undefined: nobody has said; the tests do not let it pass. */
  readonly reason: string | undefined;
}

/** Plays one suite, or the recordings of it whose id contains `only`. `seen` is told of every answer that differs. */
export async function playSuite(
  id: string,
  { only, seen }: { readonly only?: string | undefined; seen?(answer: Answer): void } = {},
): Promise<SuiteFigures> {
  const suite = await suiteOf(id);
  if (!suite) throw new Error(`there is no suite ${id}`);
  const { title, recorded, unit } = suite;
  const all = await suite.load();
  const recordings = all.filter((one) => only === undefined || one.id.includes(only));
  const differences: Difference[] = [];
  const topics = byTopic(recordings).map(([topic, list]) => {
    const { agree, differ } = tally(list.flatMap((recording) => recording.play()));
    for (const answer of differ) {
      seen?.(answer);
      differences.push({ id: answer.id, topic, reason: reasonOf(id, answer.id) });
    }
    return { topic, agree, of: agree + differ.length };
  });
  return { id, title, recorded, unit, topics, differences };
}

function reasonOf(suite: string, id: string): string | undefined {
  return reasons['./differences.yaml']?.[suite]?.[id];
}

/** What does not come from playing: left out, assumed, read. */
export async function standing(): Promise<Omit<Fidelity, 'suites'>> {
  return {
    leftOut: await leftOut(),
    assumed: await assumed(),
    read: readNotRecorded.map(({ what, source }) => ({ what, source })),
  };
}
