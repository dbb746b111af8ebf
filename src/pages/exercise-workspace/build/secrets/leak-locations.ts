import type { EvidenceView } from '../../../../engine/grade/view.ts';

export type FoundLeak = EvidenceView['leaks'][number];

/** A place where a secret can stay, and what was found there. */
export interface LeakRow {
  readonly id: string;
  readonly title: string;
  readonly leaks: readonly FoundLeak[];
}

const PLACES: Readonly<Record<string, readonly [title: string, ...where: FoundLeak['where'][]]>> = {
  context: ['Context sent to the builder', 'context'],
  image: ['Files of the image', 'layer'],
  hidden: ['Layers, files hidden later', 'deleted'],
  history: ['History', 'history'],
  config: ['Environment, labels, command', 'env', 'label', 'command'],
  arguments: ['Build arguments', 'arg'],
  stages: ['Cache of other stages', 'stage'],
  mounts: ['Cache mounts', 'cache-mount'],
  exported: ['Exported cache', 'exported-cache'],
  log: ['Build log', 'log'],
};

/** All places in the order in which they are looked at, each with what was found. */
export function placesOf(leaks: readonly FoundLeak[]): readonly LeakRow[] {
  return Object.entries(PLACES).map(([id, [title, ...where]]) => ({
    id,
    title,
    leaks: leaks.filter((leak) => where.includes(leak.where)),
  }));
}
