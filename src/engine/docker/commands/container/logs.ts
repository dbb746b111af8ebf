import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { takeLog } from '../../daemon/take-log.ts';

const command: DockerCommand = {
  short: 'Fetch the logs of a container',
  usage: '[OPTIONS] CONTAINER',
  top: ['logs'],
  flags: `
      --details        Show extra details provided to logs
  -f, --follow         Follow log output
      --since string   Show logs since timestamp (e.g.
                       "2013-01-02T13:23:37Z") or relative (e.g. "42m" for
                       42 minutes)
  -n, --tail string    Number of lines to show from the end of the logs
                       (default "all")
  -t, --timestamps     Show timestamps
      --until string   Show logs before a timestamp (e.g.
                       "2013-01-02T13:23:37Z") or relative (e.g. "42m" for
                       42 minutes)
`,
  args: [1],
  run(cli, given) {
    const found = findContainer(cli.daemon, given.args[0] ?? '');
    if (!found.ok) return cli.refuse(found.message);
    takeLog(cli.daemon, found.value);
    for (const { fd, text } of found.value.logs)
      if (fd === 1) cli.out(text);
      else cli.err(text);
    return 0;
  },
};
export default command;
