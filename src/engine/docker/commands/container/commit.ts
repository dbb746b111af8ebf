import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import { commitContainer } from '../../images/commit/commit.ts';
import { familiarText, readReference, withTag } from '../../images/reference.ts';
import { setTag } from '../../images/tags.ts';

const command: DockerCommand = {
  short: "Create a new image from a container's changes",
  usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  top: ['commit'],
  flags: `
  -a, --author string    Author (e.g., "John Hannibal Smith
                         <hannibal@a-team.com>")
  -c, --change list      Apply Dockerfile instruction to the created image
  -m, --message string   Commit message
  -p, --pause            Pause container during commit (default true)
`,
  args: [1, 2],
  run(cli, given) {
    const [name = '', target] = given.args;
    const read = target === undefined ? undefined : readReference(target);
    if (read && !read.ok) {
      cli.err(`${read.message}\n`);
      return 1;
    }
    const found = findContainer(cli.daemon, name);
    if (!found.ok) return cli.refuse(found.message);
    const made = commitContainer(cli.daemon, found.value, {
      author: given.value('author') ?? '',
      message: given.value('message') ?? '',
      changes: given.values('change'),
    });
    if (!made.ok) return cli.refuse(made.message);
    if (read) setTag(cli.daemon, made.value, familiarText(withTag(read.value)));
    cli.out(`${made.value.id}\n`);
    return 0;
  },
};
export default command;
