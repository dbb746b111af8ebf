import { parseDuration } from '../cli/duration.ts';
import { matchesLabels, readFilters } from '../format/filters.ts';
import { refused, type Daemon, type Result } from './daemon.ts';
import { removeContainer } from './remove.ts';

/** Ids of the containers that were taken away, and the bytes of their own layers. */
export interface PrunedContainers {
  readonly ids: readonly string[];
  readonly bytes: number;
}

/** Removes all containers that do not run. Filters: `label`, `label!`, `until`. Source: moby daemon/prune.go ContainersPrune. */
export function pruneContainers(daemon: Daemon, filters: readonly string[]): Result<PrunedContainers> {
  const read = readFilters(filters, ['label', 'label!', 'until']);
  if (!read.ok) return read;
  const text = read.value.get('until')?.[0];
  const age = parseDuration(text ?? '0');
  if (!age.ok) return refused(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
  const not = read.value.get('label!');
  const ids: string[] = [];
  let bytes = 0;
  for (const container of daemon.store.containers.values()) {
    if (daemon.live.has(container.id) || container.state.status === 'restarting') continue;
    const { Labels } = container.config;
    if (!matchesLabels(read.value, Labels) || (not && matchesLabels(new Map([['label', not]]), Labels))) continue;
    if (text !== undefined && container.created > daemon.now - age.value / 1e6) continue;
    const { size } = container.tree.commit();
    if (!removeContainer(daemon, container, {}).ok) continue;
    bytes += size;
    ids.push(container.id);
  }
  daemon.emit({ type: 'container', action: 'prune', id: '', attributes: { reclaimed: String(bytes) } });
  return { ok: true, value: { ids, bytes } };
}
