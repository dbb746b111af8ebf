import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { legacyBuild } from '../../images/build/legacy.ts';
import build from '../buildx/build.ts';

const command: DockerCommand = {
  ...build,
  listed: 'Build an image from a Dockerfile',
  top: ['build'],
  // called like this the client says which builder it is
  flags: (build.flags ?? '').replace(
    /(--builder string +Override the configured builder) instance\n/,
    (_, line: string) => `${line}\n${' '.repeat(38)}instance (default "default")\n`,
  ),
  *run(cli, given): Task {
    const legacy = legacyBuild(cli);
    if (legacy !== undefined) return legacy;
    const status = build.run(cli, given);
    return typeof status === 'number' ? status : yield* status;
  },
};
export default command;
