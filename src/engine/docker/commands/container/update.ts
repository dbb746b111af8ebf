import { readRestart } from '../../cli/read-restart.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { limitFlag } from '../../limits/flag-values.ts';
import { limitsAsked } from '../../limits/read-limits.ts';
import { updateContainer } from '../../limits/update.ts';
import type { HostConfig } from '../../model.ts';

const command: DockerCommand = {
  short: 'Update configuration of one or more containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  top: ['update'],
  flags: `
      --blkio-weight uint16        Block IO (relative weight), between 10
                                   and 1000, or 0 to disable (default 0)
      --cpu-period int             Limit CPU CFS (Completely Fair
                                   Scheduler) period
      --cpu-quota int              Limit CPU CFS (Completely Fair
                                   Scheduler) quota
      --cpu-rt-period int          Limit the CPU real-time period in
                                   microseconds
      --cpu-rt-runtime int         Limit the CPU real-time runtime in
                                   microseconds
  -c, --cpu-shares int             CPU shares (relative weight)
      --cpus decimal               Number of CPUs
      --cpuset-cpus string         CPUs in which to allow execution (0-3, 0,1)
      --cpuset-mems string         MEMs in which to allow execution (0-3, 0,1)
!      --kernel-memory bytes        Kernel memory limit (deprecated)
  -m, --memory bytes               Memory limit
      --memory-reservation bytes   Memory soft limit
      --memory-swap bytes          Swap limit equal to memory plus swap:
                                   -1 to enable unlimited swap
      --pids-limit int             Tune container pids limit (set -1 for
                                   unlimited)
      --restart string             Restart policy to apply when a
                                   container exits
`,
  args: [1, Number.POSITIVE_INFINITY],
  check: limitFlag,
  run(cli, given) {
    if (!FLAGS.some((flag) => given.has(flag))) {
      cli.err('you must provide one or more flags when using this command\n');
      return 1;
    }
    const asked = limitsAsked(given);
    const restart = given.value('restart');
    const policy = restart === undefined || restart === '' ? undefined : readRestart(restart);
    for (const read of [asked, policy])
      if (read && !read.ok) {
        cli.err(`${read.message}\n`);
        return 1;
      }
    const wanted: Partial<HostConfig> = {
      ...(asked.ok ? asked.value : {}),
      ...(policy?.ok ? { RestartPolicy: policy.value } : {}),
    };
    let status = 0;
    const problems: string[] = [];
    const warnings: string[] = [];
    for (const reference of given.args) {
      const found = findContainer(cli.daemon, reference);
      const updated = found.ok ? updateContainer(cli.daemon, found.value, wanted) : found;
      if (updated.ok) {
        cli.out(`${reference}\n`);
        warnings.push(...(updated.value ?? []));
      } else problems.push(`Error response from daemon: ${updated.message}`);
    }
    if (warnings.length > 0) cli.out(`${warnings.join('\n')}\n`);
    if (problems.length > 0) {
      cli.err(`${problems.join('\n')}\n`);
      status = 1;
    }
    return status;
  },
};
export default command;

const FLAGS =
  'blkio-weight cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems kernel-memory memory memory-reservation memory-swap pids-limit restart'.split(
    ' ',
  );
