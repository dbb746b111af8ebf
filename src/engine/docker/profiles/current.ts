import type { Profile } from './profile.ts';
import { recorded } from './recorded.ts';

const { ulimits: _ulimits, lacks: _lacks, ...host } = recorded;

/** The product's default: the recorded texts on a host with cgroup v2 and a terminal. What differs is read, not recorded. */
export const current: Profile = {
  ...host,
  name: 'current',
  cgroup: 2,
  tty: true,
  blockWeights: true,
  modules: ['dummy', 'ipvlan', 'vlan'],
  worldNames: true,
};

/** In what the product's host differs from the recorded one, and where that is written. One entry a member that differs. */
export const readNotRecorded: readonly {
  readonly member: Exclude<keyof Profile, 'name'>;
  readonly what: string;
  readonly source: string;
}[] = [
  {
    member: 'cgroup',
    what: 'Limits lie in the files of cgroup v2 (memory.max, pids.max, cpu.max), and flags that only v1 knows are refused or ignored.',
    source: 'Linux kernel, Documentation/admin-guide/cgroup-v2.rst; opencontainers/runc, libcontainer/cgroups/fs2',
  },
  {
    member: 'tty',
    what: 'A terminal stands behind standard input and output: docker run -it works in the foreground, output is in columns and colours of a terminal.',
    source: 'docker/cli, cli/streams',
  },
  {
    member: 'blockWeights',
    what: 'The kernel has a scheduler that knows weights of block devices: --blkio-weight is taken without a warning.',
    source: 'moby/moby, pkg/sysinfo',
  },
  {
    member: 'modules',
    what: 'The kernel can make macvlan and ipvlan networks with their 802.1Q sub-interfaces.',
    source: 'moby/moby, libnetwork/drivers/macvlan and ipvlan',
  },
  {
    member: 'worldNames',
    what: 'The name server of the LAN knows names of the internet; the recorded host had none that did.',
    source: 'moby/moby, libnetwork/resolver.go',
  },
  {
    member: 'lacks',
    what: 'The engine may hand on every capability: --privileged and --cap-add ALL include CAP_SYS_RESOURCE, which the recorded host did not have, and ulimits may be raised.',
    source: 'capabilities(7); moby/moby, daemon/pkg/oci/caps',
  },
  {
    member: 'ulimits',
    what: 'The engine runs as a systemd service; containers get the ulimits of its unit, not those of a recording in a sandbox.',
    source: 'moby/moby, contrib/init/systemd/docker.service',
  },
];
