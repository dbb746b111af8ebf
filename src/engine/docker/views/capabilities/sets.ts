import { CAPABILITIES, hasBit, hexOf } from '../../../files/index.ts';
import { daemonOptions } from '../../security/security-options.ts';
import type { Actor } from './actor.ts';

/** Who a process is and what the kernel holds it to, as /proc/PID/status has it, decoded. */
export interface RightsOfProcess {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly sets: readonly {
    /** As in /proc/PID/status. */
    readonly field: 'CapPrm' | 'CapEff' | 'CapBnd';
    readonly name: 'permitted' | 'effective' | 'bounding';
    readonly hex: string;
    /** Names without CAP_. */
    readonly has: readonly string[];
  }[];
  readonly noNewPrivileges: boolean;
  /** 0: no filter of system calls, 2: one. */
  readonly seccomp: 0 | 2;
  readonly readonlyRoot: boolean;
  readonly privileged: boolean;
  /** As asked for; its rules are not simulated. */
  readonly apparmor?: string;
}

/** What is to be known of a process that would be started in a container. Its inheritable and ambient sets are empty. */
export function rightsOfProcess({ who, rights, hostConfig }: Actor): RightsOfProcess {
  const { uid, gid, groups, capabilities: effective = 0, bounding = 0 } = who;
  const read = daemonOptions(hostConfig.SecurityOpt ?? []);
  const apparmor = read.ok ? read.value.apparmor : undefined;
  return {
    uid,
    gid,
    groups,
    sets: [
      { field: 'CapPrm', name: 'permitted', ...set(effective) },
      { field: 'CapEff', name: 'effective', ...set(effective) },
      { field: 'CapBnd', name: 'bounding', ...set(bounding) },
    ],
    noNewPrivileges: rights.noNewPrivileges,
    seccomp: rights.seccomp,
    readonlyRoot: hostConfig.ReadonlyRootfs,
    privileged: hostConfig.Privileged,
    ...(apparmor === undefined ? {} : { apparmor }),
  };
}

function set(mask: number): Pick<RightsOfProcess['sets'][number], 'hex' | 'has'> {
  return { hex: hexOf(mask), has: CAPABILITIES.filter((name) => hasBit(mask, name)) };
}
