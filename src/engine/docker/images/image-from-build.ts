import { digestOf } from '../../base/digest.ts';
import type { BuildResult, Image as Built } from '../../builder/index.ts';
import type { Config, HistoryEntry, Image } from '../model.ts';
import { configOfBuilt } from './config.ts';

/** What is known of a build besides its result. */
export interface Making {
  readonly result: BuildResult;
  readonly built: Built;
  /** The image that the target stands on, through all stages; undefined after FROM scratch. */
  readonly base: Image | undefined;
  /** When steps were made, by cache key. */
  readonly times: ReadonlyMap<string, number>;
  readonly labels: Readonly<Record<string, string>>;
  /** Puts lines of the history into the words of an older front end. */
  readonly words?: (createdBy: string) => string;
  /** Time of an image without any layer of its own. */
  readonly now: number;
}

/**
 * A built image as the daemon keeps it: id, layers and history follow from what it is made of and when its layers were made, so that a build from the cache
 * gives the same image again. Source: moby builder/builder-next/exporter/mobyexporter/writer.go normalizeLayersAndHistory.
 */
export function imageOfBuild(making: Making): Image {
  const { built, base, labels } = making;
  const own = built.layers.filter(({ origin }) => origin === 'step');
  const history = historyOf(making);
  const config = withLabels(escaped(configOfBuilt(built.config), base, history), labels);
  const layers = [...(base?.layers ?? []), ...own.map(({ layer }) => layer.id)];
  const created = history[0]?.created ?? making.now;
  return {
    id: digestOf('built', JSON.stringify(config), JSON.stringify(history), built.platform, ...layers),
    tags: [],
    digests: [],
    created,
    config,
    tree: built.tree,
    os: built.os,
    platform: built.platform,
    size: (base?.size ?? 0) + own.reduce((sum, { size }) => sum + size, 0),
    history,
    layers,
    assumed: built.assumed,
  };
}

/** ArgsEscaped stays once a CMD has set it, also where ENTRYPOINT takes the CMD away (measured, Engine 26.1.5). */
function escaped(config: Config, base: Image | undefined, history: readonly HistoryEntry[]): Config {
  const was = base?.config.ArgsEscaped === true || history.some(({ createdBy }) => createdBy.startsWith('CMD '));
  return was && config.ArgsEscaped !== true ? { ...config, ArgsEscaped: true } : config;
}

function withLabels(config: Config, labels: Readonly<Record<string, string>>): Config {
  if (Object.keys(labels).length === 0) return config;
  const all = { ...config.Labels, ...labels };
  const sorted = Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...config, Labels: Object.fromEntries(sorted) };
}

/** Newest first, as `docker history` prints it. */
function historyOf({ result, built, base, times, now, words = (text) => text }: Making): HistoryEntry[] {
  const own = built.layers.filter(({ origin }) => origin === 'step');
  const stamps = own.map(({ stepId }) => {
    const step = result.steps.find(({ id }) => id === stepId);
    return (step && times.get(step.key)) ?? now;
  });
  let at = 0;
  let created = stamps[0] ?? base?.created ?? now;
  const entries = built.history.map(({ createdBy, empty = false }) => {
    if (!empty) created = stamps[at] ?? created;
    const size = empty ? 0 : (own[at]?.size ?? 0);
    if (!empty) at++;
    return { createdBy: words(createdBy), created, size, comment: 'buildkit.dockerfile.v0', empty };
  });
  return [...entries.toReversed(), ...(base?.history ?? [])];
}
