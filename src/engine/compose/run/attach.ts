import type { Container } from '../../docker/model.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import { labelOf } from './containers.ts';
import { parallel } from './parallel.ts';
import { linePrinter, logOf, shortName, type LineStyle } from './log-lines.ts';
import { stopOne } from './stop.ts';

/** How a client stays with the containers of a project. */
export interface Attaching extends LineStyle {
  /** Ends all when one ends. */
  readonly abort: boolean;
  /** Exit code of this service is the answer. */
  readonly codeFrom?: string;
  readonly timeout?: number;
  /** Lines of the log that were there before. */
  readonly from: ReadonlyMap<string, number>;
  /** Starts them once the client listens. */
  readonly start: Task<{ readonly ok: true } | { readonly ok: false; readonly message: string; readonly exit: number }>;
}

/** Stays with containers: starts them, prints what they print, says how each ended; until all have. Source: compose pkg/compose/up.go, attach.go. */
export function* attachAll(
  cli: ComposeCli,
  containers: readonly Container[],
  how: Attaching,
): Task<{ readonly code: number; readonly failed?: { readonly message: string; readonly exit: number } }> {
  const print = linePrinter(cli, containers, how);
  const next = new Map(containers.map((one) => [one.id, how.from.get(one.id) ?? 0]));
  const begun = new Set<string>();
  const ended = new Map<string, number>();
  const gone = (one: Container): boolean =>
    begun.has(one.id) && !cli.daemon.live.has(one.id) && one.state.status !== 'restarting';
  const fresh = (one: Container): boolean => logOf(cli, one).length > (next.get(one.id) ?? 0);
  const look = (): void => {
    for (const one of containers) {
      if (cli.daemon.live.has(one.id) || one.state.startedAt !== undefined) begun.add(one.id);
      const log = logOf(cli, one);
      for (let at = next.get(one.id) ?? 0; at < log.length; at++) {
        const entry = log[at];
        if (entry) print(one, entry);
      }
      next.set(one.id, log.length);
      if (!gone(one) || ended.has(one.id)) continue;
      ended.set(one.id, one.state.exitCode);
      cli.out(`${shortName(one)} exited with code ${one.state.exitCode}\n`);
    }
  };
  const over = (): boolean => ended.size === containers.length || (how.abort && ended.size > 0);
  const news = (one: Container): boolean =>
    fresh(one) || (gone(one) && !ended.has(one.id)) || (!begun.has(one.id) && cli.daemon.live.has(one.id));
  const started = yield* how.start;
  if (!started.ok) return { code: started.exit, failed: started };
  for (look(); !over(); look()) yield { ready: () => containers.some(news) };
  if (how.abort) {
    cli.err('Aborting on container exit...\n');
    yield* parallel(
      cli.process,
      containers
        .filter((one) => cli.daemon.live.has(one.id))
        .map((one) => stopOne(cli, one, how.timeout === undefined ? {} : { timeout: how.timeout })),
    );
    look();
  }
  return { code: codeOf(containers, ended, how) };
}

/** The exit code of the service asked for; under --abort-on-container-exit of who ended first. */
function codeOf(containers: readonly Container[], ended: ReadonlyMap<string, number>, how: Attaching): number {
  const { codeFrom } = how;
  const chosen = codeFrom === undefined ? undefined : containers.find((one) => labelOf(one, 'service') === codeFrom);
  if (chosen) return chosen.state.exitCode;
  return how.abort ? ([...ended.values()][0] ?? 0) : 0;
}
