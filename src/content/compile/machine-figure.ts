import type { Host } from '../../engine/docker/index.ts';
import { looks } from '../../engine/docker/views/index.ts';
import type { MachineFigure } from '../model.ts';
import { contentError } from './front-matter.ts';

/** What is to be drawn of a machine. */
interface Wanted {
  readonly map: boolean;
  /** Names of containers, blanks between them. */
  readonly signals: string | undefined;
}

/** Pictures of a machine; undefined when none is asked for. Throws a content error when a container is not there. */
export function machineFigure(host: Host, { map, signals }: Wanted): MachineFigure | undefined {
  if (!map && signals === undefined) return undefined;
  const names = (signals ?? '').split(/\s+/).filter(Boolean);
  const stories = names.map((name) => {
    const [story] = looks.signals(host, { runs: [name], from: 'asked' }).stories;
    if (!story) throw contentError(`draws signals of “${name}”, which never ran`);
    return story;
  });
  return { map: map ? looks.map(host, {}) : undefined, stories };
}
