import type { DockerCommand } from '../../cli/command.ts';
import { findImage } from '../../daemon/find-image.ts';
import { removeImage } from '../../images/remove.ts';

const command: DockerCommand = {
  short: 'Remove one or more images',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  top: ['rmi'],
  aliases: ['remove'],
  flags: `
  -f, --force      Force removal of the image
      --no-prune   Do not delete untagged parents
`,
  args: [1, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const force = given.on('force');
    const errors: string[] = [];
    let fatal = false;
    for (const text of given.args) {
      const there = findImage(cli.daemon, text) !== undefined;
      const removed = removeImage(cli.daemon, text, { force });
      if (!removed.ok) {
        errors.push(removed.message);
        // with --force a missing image is no failure: docker/cli command/image/remove.go
        if (there || !removed.message.startsWith('No such image')) fatal = true;
        continue;
      }
      for (const { kind, text: name } of removed.value) cli.out(`${kind}: ${name}\n`);
    }
    for (const message of errors) cli.refuse(message);
    return errors.length > 0 && (!force || fatal) ? 1 : 0;
  },
};
export default command;
