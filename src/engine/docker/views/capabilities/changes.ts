import { CAPABILITIES, hasBit } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container, HostConfig } from '../../model.ts';
import { boundingSet } from '../../security/capabilities.ts';
import type { Action } from './actions.ts';
import { actorOf, type Otherwise } from './actor.ts';

/** One thing done otherwise, as it is typed. */
interface Change extends Otherwise {
  /** `--cap-add NET_RAW`, `without --read-only`. */
  readonly words: string;
  /** Name of the capability that it adds or drops. */
  readonly capability?: string;
}

/** What is asked of whom. */
export interface Trial {
  readonly daemon: Daemon;
  readonly container: Container;
  /** As `docker exec -u`; undefined: who the container runs as. */
  readonly user: string | undefined;
  readonly action: Action;
  readonly operand: string;
  /** As an actor has it, the same for all trials of a look. */
  readonly setuid: () => readonly string[];
}

/** Why not, with something done otherwise; undefined: it may. */
export function refusalOf(
  { daemon, container, user, action, operand, setuid }: Trial,
  otherwise: Otherwise = {},
): string | undefined {
  const asked = { ...(user === undefined ? {} : { user }), ...otherwise };
  const actor = actorOf(daemon, container, asked);
  return typeof actor === 'string' ? actor : action.refusal({ ...actor, setuid }, operand);
}

/**
 * What would turn a verdict round, each by itself: found by trying every change, so it cannot differ from the rules. Where nothing
 * alone does it, pairs are tried, then --privileged.
 */
export function turning(trial: Trial, allowed: boolean): readonly Change[] {
  const { hostConfig } = trial.container;
  const turns = (change: Change): boolean => (refusalOf(trial, change) === undefined) !== allowed;
  const all = allowed ? closing(hostConfig) : opening(hostConfig);
  const single = all.filter(turns);
  if (single.length > 0) return single;
  const both = pairs(all).filter(turns);
  if (both.length > 0 || allowed) return both;
  return [{ words: '--privileged', hostConfig: { Privileged: true } }].filter(turns);
}

/** Two things at once, one of which is no capability. Settings of both are laid together: no two of them are about the same one. */
function pairs(all: readonly Change[]): readonly Change[] {
  const plain = all.filter(({ capability }) => capability === undefined);
  return plain.flatMap((one, at) =>
    [...all.filter(({ capability }) => capability !== undefined), ...plain.slice(at + 1)].map((other): Change => ({
      ...one,
      ...other,
      hostConfig: { ...one.hostConfig, ...other.hostConfig },
      words: `${one.words} and ${other.words}`,
    })),
  );
}

function adding(hostConfig: HostConfig): readonly Change[] {
  const bounding = boundingSet(hostConfig);
  return CAPABILITIES.filter((name) => !hasBit(bounding, name)).map((capability) => ({
    words: `--cap-add ${capability}`,
    capability,
    hostConfig: {
      CapAdd: [...(hostConfig.CapAdd ?? []), capability],
      CapDrop: (hostConfig.CapDrop ?? []).filter((one) => one.toUpperCase().replace(/^CAP_/, '') !== capability),
    },
  }));
}

function options(hostConfig: HostConfig, without: (key: string) => boolean): HostConfig['SecurityOpt'] {
  return (hostConfig.SecurityOpt ?? []).filter((one) => !without(one.split(/[=:]/)[0] ?? ''));
}

const PORTS = 'net.ipv4.ip_unprivileged_port_start';

function opening(hostConfig: HostConfig): readonly Change[] {
  const SecurityOpt = options(hostConfig, (key) => key === 'seccomp');
  return [
    ...adding(hostConfig),
    { words: '--user 0', user: '0' },
    { words: 'leaving out --read-only', hostConfig: { ReadonlyRootfs: false } },
    {
      words: 'leaving out --security-opt no-new-privileges',
      hostConfig: { SecurityOpt: options(hostConfig, (key) => key === 'no-new-privileges') },
    },
    { words: 'leaving out the seccomp profile', hostConfig: { SecurityOpt } },
    { words: `--sysctl ${PORTS}=0`, hostConfig: { Sysctls: { ...hostConfig.Sysctls, [PORTS]: '0' } } },
  ];
}

function closing(hostConfig: HostConfig): readonly Change[] {
  const bounding = boundingSet(hostConfig);
  const { CapAdd, CapDrop, SecurityOpt } = hostConfig;
  const dropping = CAPABILITIES.filter((name) => hasBit(bounding, name)).map((capability): Change => {
    const same = (one: string): boolean => one.toUpperCase().replace(/^CAP_/, '') === capability;
    return {
      words: `--cap-drop ${capability}`,
      capability,
      hostConfig: { CapAdd: (CapAdd ?? []).filter((one) => !same(one)), CapDrop: [...(CapDrop ?? []), capability] },
    };
  });
  return [
    ...dropping,
    { words: '--user 65534', user: '65534' },
    { words: '--read-only', hostConfig: { ReadonlyRootfs: true } },
    {
      words: '--security-opt no-new-privileges',
      hostConfig: { SecurityOpt: [...(SecurityOpt ?? []), 'no-new-privileges'] },
    },
    { words: `--sysctl ${PORTS}=1024`, hostConfig: { Sysctls: { ...hostConfig.Sysctls, [PORTS]: '1024' } } },
  ];
}
