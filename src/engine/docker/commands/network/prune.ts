import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { pruneNetworks } from '../../networks/prune.ts';

const WARNING = 'WARNING! This will remove all custom networks not used by at least one container.';

const command: DockerCommand = {
  short: 'Remove all unused networks',
  usage: '[OPTIONS]',
  flags: `
      --filter filter   Provide filter values (e.g. "until=<timestamp>")
  -f, --force           Do not prompt for confirmation
`,
  args: [0],
  check: ({ name }, value) =>
    name === 'filter' && !value.includes('=') ? 'bad format of filter (expected name=value)' : undefined,
  *run(cli, given): Task {
    if (!given.on('force')) {
      cli.out(`${WARNING}\nAre you sure you want to continue? [y/N] `);
      const [answer = ''] = (yield* cli.process.readAll()).split('\n');
      if (answer.trim().toLowerCase() !== 'y') return 0;
    }
    const pruned = pruneNetworks(cli.daemon, given.values('filter'));
    if (!pruned.ok) return cli.refuse(pruned.message);
    yield* cli.process.sleep(100 * pruned.value.length);
    if (pruned.value.length > 0) cli.out(`Deleted Networks:\n${pruned.value.map((name) => `${name}\n`).join('')}\n`);
    return 0;
  },
};
export default command;
