import type { DockerCommand } from '../../cli/command.ts';
import { experimental } from '../../images/buildx/experimental.ts';
import { readReference } from '../../images/reference.ts';

const SHORT = 'Add additional information to a local image manifest';

const command: DockerCommand = {
  short: SHORT,
  long: experimental('manifest annotate', SHORT),
  usage: '[OPTIONS] MANIFEST_LIST MANIFEST',
  flags: `
      --arch string           Set architecture
      --os string             Set operating system
      --os-features strings   Set operating system feature
      --os-version string     Set operating system version
      --variant string        Set architecture variant
`,
  args: [2, 2],
  run(cli, given) {
    const [list = '', image = ''] = given.args;
    const read = readReference(list);
    cli.err(
      read.ok
        ? `manifest for image ${image} does not exist in ${list}\n`
        : `annotate: error parsing name for manifest list ${list}: ${read.message}\n`,
    );
    return 1;
  },
};
export default command;
