import { readMoment } from '../daemon/wall-clock.ts';
import { refused, type Daemon, type Result } from '../daemon/daemon.ts';
import { removeContainer } from '../daemon/containers/remove.ts';
import { readFilters } from '../format/filters.ts';
import { labelsMatch } from '../volumes/filters.ts';

/** What a prune took away. */
export interface PrunedContainers {
  readonly ids: readonly string[];
  /** Bytes of their own layers. */
  readonly reclaimed: number;
}

/**
 * Removes the containers that do not run. Filters: `label`, `label!`, `until`. Refused in the daemon's words. Source: moby
 * daemon/prune.go ContainersPrune; recorded, run-rm, and probed on Engine 26.1.5.
 */
export function pruneContainers(daemon: Daemon, filters: readonly string[]): Result<PrunedContainers> {
  const read = readFilters(filters, ['label', 'label!', 'until']);
  if (!read.ok) return read;
  const until = untilOf(daemon, read.value.get('until') ?? []);
  if (!until.ok) return until;
  const ids: string[] = [];
  let reclaimed = 0;
  for (const container of [...daemon.store.containers.values()].toReversed()) {
    const { status } = container.state;
    if (status === 'running' || status === 'paused' || status === 'restarting' || container.created > until.value)
      continue;
    if (!labelsMatch(read.value, container.config.Labels)) continue;
    const { size } = container.tree.commit();
    if (!removeContainer(daemon, container, {}).ok) continue;
    ids.push(container.id);
    reclaimed += size;
  }
  daemon.emit({ type: 'container', action: 'prune', id: '', attributes: { reclaimed: String(reclaimed) } });
  return { ok: true, value: { ids, reclaimed } };
}

function untilOf(daemon: Daemon, values: readonly string[]): Result<number> {
  const [text] = values;
  if (text === undefined) return { ok: true, value: Number.POSITIVE_INFINITY };
  if (values.length > 1) return refused('more than one until filter specified');
  return readMoment(text, daemon.now);
}

/** What is printed of what was removed; nothing when it is nothing. */
export function deletedList(what: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `Deleted ${what}:\n${names.map((name) => `${name}\n`).join('')}\n`;
}
