import type { Container, Healthcheck } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Live } from '../daemon.ts';
import { startExec } from '../exec.ts';

/** Nanoseconds of a millisecond. */
const MS = 1e6;
/** Source: moby daemon/health.go defaultProbeInterval, defaultProbeTimeout, defaultProbeRetries, maxLogEntries, maxOutputLen. */
const INTERVAL = 30_000;
const TIMEOUT = 30_000;
const RETRIES = 3;
const MOST_ENTRIES = 5;
const MOST_OUTPUT = 4096;

interface Probe {
  readonly start: number;
  readonly exitCode: number;
  readonly output: string;
}

/** The words of the check; undefined: there is none. */
function argvOf(container: Container): readonly string[] | undefined {
  const [kind, ...words] = container.config.Healthcheck?.Test ?? [];
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? [...(container.config.Shell ?? ['/bin/sh', '-c']), words[0] ?? ''] : undefined;
}

/** Begins to look after a container that has just been started. Source: moby daemon/health.go monitor. */
export function beginHealth(daemon: Daemon, container: Container): void {
  const live = daemon.live.get(container.id);
  const check = container.config.Healthcheck;
  const argv = argvOf(container);
  if (!live || !check || !argv) return;
  container.state.health = { status: 'starting', failingStreak: 0, log: [] };
  later(daemon, container, { live, check, argv });
}

/** A container that has ended counts as unhealthy. Source: moby container/health.go CloseMonitorChannel. */
export function endHealth(container: Container): void {
  if (container.state.health) container.state.health.status = 'unhealthy';
}

interface Watch {
  readonly live: Live;
  readonly check: Healthcheck;
  readonly argv: readonly string[];
}

function later(daemon: Daemon, container: Container, watch: Watch): void {
  const { check, live } = watch;
  const interval = (check.Interval ?? 0) / MS || INTERVAL;
  const period = (check.StartPeriod ?? 0) / MS;
  const starts =
    daemon.now - (container.state.startedAt ?? 0) < period && container.state.health?.status === 'starting';
  const pause = starts ? (check.StartInterval ?? 0) / MS || interval : interval;
  daemon.machines.at(daemon.now + pause, () => {
    if (daemon.live.get(container.id) !== live) return;
    if (container.state.status === 'paused') later(daemon, container, watch);
    else probe(daemon, container, watch);
  });
}

function probe(daemon: Daemon, container: Container, watch: Watch): void {
  const { live, check, argv } = watch;
  const start = daemon.now;
  const limit = (check.Timeout ?? 0) / MS || TIMEOUT;
  const started = startExec(daemon, container, { argv });
  const state = { over: false };
  const finish = (exitCode: number, output: string): void => {
    if (state.over) return;
    state.over = true;
    if (daemon.live.get(container.id) !== live) return;
    note(daemon, container, { start, exitCode, output });
    later(daemon, container, watch);
  };
  if (!started.ok) return finish(-1, started.message);
  const { session } = started.value;
  const look = (): void => {
    if (session.exit === undefined) return;
    live.watchers.delete(look);
    cancel();
    finish(
      session.exit,
      session.log
        .map(({ text }) => text)
        .join('')
        .slice(0, MOST_OUTPUT),
    );
  };
  const cancel = daemon.machines.at(start + limit, () => {
    live.watchers.delete(look);
    session.signal('KILL');
    finish(-1, `Health check exceeded timeout (${seconds(limit)})`);
  });
  live.watchers.add(look);
}

/** `1.5s`, as Go prints durations below a minute. */
function seconds(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes > 0 ? `${minutes}m` : ''}${(ms - minutes * 60_000) / 1000}s`;
}

/** Source: moby daemon/health.go handleProbeResult. */
function note(daemon: Daemon, container: Container, probed: Probe): void {
  const { health } = container.state;
  const check = container.config.Healthcheck;
  if (!health || !check) return;
  const { start, exitCode, output } = probed;
  const before = health.status;
  health.log = [...health.log, { start, end: daemon.now, exitCode, output }].slice(-MOST_ENTRIES);
  if (exitCode === 0) {
    health.failingStreak = 0;
    health.status = 'healthy';
  } else {
    const spared = before === 'starting' && start - (container.state.startedAt ?? 0) < (check.StartPeriod ?? 0) / MS;
    if (!spared) health.failingStreak++;
    if (!spared && health.failingStreak >= (check.Retries || RETRIES)) health.status = 'unhealthy';
  }
  if (health.status !== before)
    daemon.emit({
      type: 'container',
      action: `health_status: ${health.status}`,
      id: container.id,
      attributes: describe(container),
    });
}
