import type { DockerCommand } from '../../cli/command.ts';
import { readReference } from '../../images/reference.ts';

const command: DockerCommand = {
  short: 'Create a new image based on source images',
  usage: '[OPTIONS] [SOURCE] [SOURCE...]',
  plugin: 'buildx imagetools',
  flags: `
      --annotation stringArray   Add annotation to the image
      --append                   Append to existing manifest
      --builder string           Override the configured builder instance
      --dry-run                  Show final image instead of pushing
  -f, --file stringArray         Read source descriptor from file
      --progress string          Set type of progress output ("auto",
                                 "plain", "tty"). Use plain to show
                                 container output (default "auto")
  -t, --tag stringArray          Set reference for new image
`,
  args: [0, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const fail = (why: string): number => {
      cli.err(`ERROR: ${why}\n`);
      return 1;
    };
    // source: docker/buildx commands/imagetools/create.go runCreate
    if (given.args.length === 0 && !given.has('file')) return fail('no sources specified');
    if (!given.on('dry-run') && !given.has('tag'))
      return fail("can't push with no tags specified, please set --tag or --dry-run");
    for (const text of [...given.values('tag'), ...given.args]) {
      const read = readReference(text);
      if (!read.ok) return fail(read.message);
    }
    cli.notSimulated('docker buildx imagetools create');
    return fail('not simulated: no registry takes a new index');
  },
};
export default command;
