import type { Bounds } from '../../kernel/index.ts';
import type { HostConfig } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';

/** The letter of bash's ulimit for each limit that Docker names, and the unit that the kernel's model keeps it in. Source: getrlimit(2). */
const LETTERS: Readonly<Record<string, readonly [letter: string, unit: number]>> = {
  core: ['c', 1],
  cpu: ['t', 1],
  data: ['d', 1024],
  fsize: ['f', 1],
  locks: ['x', 1],
  memlock: ['l', 1024],
  msgqueue: ['q', 1],
  nice: ['e', 1],
  nofile: ['n', 1],
  nproc: ['u', 1],
  rss: ['m', 1024],
  rtprio: ['r', 1],
  rttime: ['R', 1],
  sigpending: ['i', 1],
  stack: ['s', 1024],
};

/** Limits that the first process of a container, and each that `docker exec` starts, has from the beginning. */
export function ulimitsOf(profile: Profile, { Ulimits }: Pick<HostConfig, 'Ulimits'>): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  const host = profile.ulimits;
  if (host) {
    bounds.set('n', { soft: host.nofile, hard: host.nofile });
    bounds.set('u', { soft: host.nproc, hard: host.nproc });
    bounds.set('c', { soft: host.core, hard: host.core });
  }
  for (const { Name, Soft, Hard } of Ulimits) {
    const [letter, unit] = LETTERS[Name] ?? ['', 1];
    if (letter !== '') bounds.set(letter, { soft: value(Soft, unit), hard: value(Hard, unit) });
  }
  return bounds;
}

function value(number: number, unit: number): number {
  return number === -1 ? Number.POSITIVE_INFINITY : Math.floor(number / unit);
}
