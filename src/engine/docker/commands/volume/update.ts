import type { DockerCommand } from '../../cli/command.ts';

const command: DockerCommand = {
  short: 'Update a volume (cluster volumes only)',
  usage: '[OPTIONS] [VOLUME]',
  swarm: true,
  flags: `
!      --availability string   Cluster Volume availability ("active", "pause", "drain")
`,
  args: [1],
  run(cli, given) {
    const [name = ''] = given.args;
    if (!cli.daemon.store.volumes.has(name)) return cli.refuse(`get ${name}: no such volume`);
    cli.err('Can only update cluster volumes\n');
    return 1;
  },
};
export default command;
