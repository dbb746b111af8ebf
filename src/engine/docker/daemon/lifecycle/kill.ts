import type { Task } from '../../../kernel/index.ts';
import type { Container } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { ENDING } from '../assumed-durations.ts';
import { noteAsked } from '../history.ts';
import { waitUntil } from '../wait-until.ts';
import { onLinux, signalOf } from './signal-names.ts';

/** KILL. */
const KILL = 9;

/**
 * Sends a signal to the first process of a container that runs; KILL ends it, whatever it does. A container that somebody has told
 * to end is not started again by its policy. Source: moby daemon/kill.go killWithSignal.
 */
export function killContainer(daemon: Daemon, container: Container, signal: string | number): Result {
  const number = typeof signal === 'number' ? signal : signalOf(signal);
  if (number === undefined) return refused(`invalid signal: ${signal}`);
  if (!onLinux(number)) return refused(`the linux daemon does not support signal ${number}`);
  const live = daemon.live.get(container.id);
  const restarting = container.state.status === 'restarting';
  if (!live && !restarting) return refused(`container ${container.id} is not running`);
  const { StopSignal } = container.config;
  const ends = StopSignal === undefined || number === KILL || signalOf(StopSignal) === number;
  if (ends || container.hostConfig.RestartPolicy.Name === 'unless-stopped') container.stoppedByHand = true;
  if (!live) {
    container.state.status = 'exited';
    return done;
  }
  if (ends) live.machine.paused = false;
  daemon.emit({
    type: 'container',
    action: 'kill',
    id: container.id,
    attributes: { ...describe(container), signal: String(number) },
  });
  if (ends && container.state.status === 'paused') container.state.status = 'running';
  // the clock of its processes stands still while none of them does anything
  live.machine.processes.wake(daemon.now - live.machine.origin);
  live.machine.processes.signal(number);
  const { ended } = live.machine.processes;
  if (!ended) return done;
  daemon.machines.remove(live.machine);
  live.machine.ended();
  return done;
}

/** Sends a signal; where it has ended the container, waits until everything of it is taken down. */
export function* killAndSettle(daemon: Daemon, container: Container, signal: string): Task<Result> {
  const number = signalOf(signal);
  if (number !== undefined && onLinux(number)) noteAsked(daemon, container, { by: 'kill', signal: number });
  const killed = killContainer(daemon, container, signal);
  if (killed.ok && !daemon.live.has(container.id)) yield* waitUntil(daemon, daemon.now + ENDING);
  return killed;
}
