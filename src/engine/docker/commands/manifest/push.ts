import type { DockerCommand } from '../../cli/command.ts';
import { experimental } from '../../images/buildx/experimental.ts';
import { noManifest } from '../../images/transfer/no-manifest.ts';

const SHORT = 'Push a manifest list to a repository';

const command: DockerCommand = {
  short: SHORT,
  long: experimental('manifest push', SHORT),
  usage: '[OPTIONS] MANIFEST_LIST',
  flags: `
      --insecure   Allow push to an insecure registry
  -p, --purge      Remove the local manifest list after push
`,
  args: [1, 1],
  run: noManifest,
};
export default command;
