import type { DockerCommand } from '../../cli/command.ts';
import prune from '../buildx/prune.ts';

const command: DockerCommand = {
  ...prune,
  // called like this the client says which builder it is
  flags: (prune.flags ?? '').replace(
    /(--builder string +Override the configured builder instance)\n/,
    (_, line: string) => `${line}\n${' '.repeat(29)}(default "default")\n`,
  ),
};
export default command;
