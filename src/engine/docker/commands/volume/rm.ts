import type { DockerCommand } from '../../cli/command.ts';
import { removeVolume } from '../../volumes/store.ts';

const command: DockerCommand = {
  short: 'Remove one or more volumes',
  long: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  aliases: ['remove'],
  examples: '\n$ docker volume rm hello\nhello\n',
  flags: `
  -f, --force   Force the removal of one or more volumes
`,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    let status = 0;
    for (const name of given.args) {
      const removed = removeVolume(cli.daemon, name);
      // what is not there is fine by force: the daemon answers 204
      const gone = name !== '' && !cli.daemon.store.volumes.has(name);
      if (removed.ok || (given.on('force') && gone)) cli.out(`${name}\n`);
      else status = cli.refuse(removed.message);
    }
    return status;
  },
};
export default command;
