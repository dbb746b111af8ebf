import type { Daemon } from '../../daemon/daemon.ts';
import { humanSize } from '../../format/sizes.ts';
import { goTime, humanDuration } from '../../format/times.ts';
import type { CacheUsage } from './cache-records.ts';

/** Head of the table of `docker buildx du` and `prune`. */
export const HEAD = 'ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n';

/**
 * One line of the table, below its head or `alone`, as a prune prints each but the first. Source: docker/buildx commands/diskusage.go printTableRow;
 * measured, buildx 0.13.1.
 */
export function usageRow(daemon: Daemon, one: CacheUsage, alone = false): string {
  const id = `${one.id}${one.mutable ? '*' : ''}`.padEnd(40);
  const size = `${humanSize(one.size)}${one.shared ? '*' : ''}`.padEnd(10);
  return `${id}\ttrue \t${alone ? '' : '\t'}${size}\t${humanDuration(daemon.now - one.lastUsed)} ago\n`;
}

/** A record in full. Source: docker/buildx commands/diskusage.go printVerbose; measured. */
export function usageBlock(daemon: Daemon, one: CacheUsage): string {
  const rows = [
    ['ID', one.id],
    ...(one.parent === undefined ? [] : [['Parent', one.parent]]),
    ['Created at', goTime(one.created, true)],
    ['Mutable', String(one.mutable)],
    ['Reclaimable', 'true'],
    ['Shared', String(one.shared)],
    ['Size', humanSize(one.size)],
    ['Description', one.description],
    ['Usage count', String(one.usageCount)],
    ['Last used', `${humanDuration(daemon.now - one.lastUsed)} ago`],
    ['Type', one.type],
  ];
  return `${rows.map(([name = '', value = '']) => `${name}:\t${name === 'Shared' || name === 'Size' || name === 'ID' || name === 'Type' ? '\t' : ''}${value}\n`).join('')}\n`;
}

function sum(some: readonly CacheUsage[]): number {
  return some.reduce((bytes, { size }) => bytes + size, 0);
}

/** Sums under the table; what is shared has a line when it has a size. Source: docker/buildx commands/diskusage.go printSummary. */
export function usageTotals(all: readonly CacheUsage[]): string {
  const [total, shared] = [sum(all), sum(all.filter((one) => one.shared))];
  const head = shared === 0 ? '' : `Shared:\t\t${humanSize(shared)}\nPrivate:\t${humanSize(total - shared)}\n`;
  return `${head}Reclaimable:\t${humanSize(total)}\nTotal:\t\t${humanSize(total)}\n`;
}
