import type { Run } from '../../daemon/history.ts';
import type { Host } from '../../host.ts';
import type { From } from './case.ts';
import { keyOf, lineOf, storyOf, type RunLine, type SignalStory } from './story.ts';

export type { StoryBar, StoryLane, StoryLine, StoryMark } from './lanes.ts';
export type { StoryProcess } from './processes.ts';
export type { StoryStep } from './steps.ts';
export type { RunLine, SignalStory } from './story.ts';

/** Which stories are asked for. */
export interface SignalQuestion {
  /** Keys of runs, or names and ids of containers for their last one. None: the run in which something was asked last, else the last one. */
  readonly runs: readonly string[];
  /** Where they begin: with what was asked, or with the start. */
  readonly from: From;
}

export interface Signals {
  /** Everything that was started, newest first. */
  readonly runs: readonly RunLine[];
  /** In the order of the question; what is not there is left out. */
  readonly stories: readonly SignalStory[];
}

/** What signals did to containers that run or ran on this host. Asks nothing of the host and changes nothing. */
export function signals(host: Host, { runs: keys, from }: SignalQuestion): Signals {
  const runs = known(host);
  const chosen =
    keys.length === 0 ? [runs.findLast(wasAsked) ?? runs.at(-1)] : keys.map((key) => find(runs, key, from));
  return {
    runs: runs.map((run) => lineOf(host, run)).toReversed(),
    stories: chosen.flatMap((run) => (run ? [storyOf(host, run, from)] : [])),
  };
}

/** The story of the last run of a container, by name or id; undefined when it never ran. For pictures in lessons. */
export function signalStory(host: Host, container: string, from: From = 'asked'): SignalStory | undefined {
  return signals(host, { runs: [container], from }).stories[0];
}

/** Runs of which something is known. */
function known({ daemon }: Host): readonly Run[] {
  return daemon.history.filter(({ events, end }) => events.length > 0 || end);
}

/** The run of a key; of a container its last one, or the one before a restart where that is what the story is about. */
function find(runs: readonly Run[], key: string, from: From): Run | undefined {
  const exact = runs.find((run) => keyOf(run) === key);
  if (exact) return exact;
  const last = runs.findLast((run) => run.name === key || (key !== '' && run.id.startsWith(key)));
  const asked = runs.findLast((run) => run.id === last?.id && wasAsked(run));
  return from === 'asked' ? (asked ?? last) : last;
}

function wasAsked({ events }: Run): boolean {
  return events.some(({ what }) => what === 'asked');
}
