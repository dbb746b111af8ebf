import type { DockerCommand } from '../../cli/command.ts';
import { experimental } from '../../images/buildx/experimental.ts';
import { noManifest } from '../../images/transfer/no-manifest.ts';

const SHORT = 'Delete one or more manifest lists from local storage';

const command: DockerCommand = {
  short: SHORT,
  long: experimental('manifest rm', SHORT),
  usage: 'MANIFEST_LIST [MANIFEST_LIST...]',
  args: [1, Number.POSITIVE_INFINITY],
  run: noManifest,
};
export default command;
