import type { NotSimulated } from '../base/diagnostic.ts';
import type { Daemon } from './daemon/daemon.ts';

/** What containers have met so far that is not simulated, those that are gone included; as short noun phrases. */
export function metInside(daemon: Daemon): ReadonlySet<string> {
  const whats = new Set(daemon.unknown);
  for (const { machine } of daemon.live.values())
    for (const { what } of machine.processes.notSimulated) whats.add(what);
  return whats;
}

/** What the host's own processes met, and after it what `inside` says and they do not, each once. */
export function withMet(own: readonly NotSimulated[], inside: ReadonlySet<string>): readonly NotSimulated[] {
  const known = new Set(own.map(({ what }) => what));
  const more = [...inside].filter((what) => !known.has(what));
  return more.length === 0 ? own : [...own, ...more.map((what) => ({ what }))];
}

/** What containers have met since `before` was asked. */
export function newSince(daemon: Daemon, before: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...metInside(daemon)].filter((what) => !before.has(what)));
}
