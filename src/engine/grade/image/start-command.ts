import type { PlanImage } from '../../dockerfile/plan.ts';

/** What a container of the image starts, as the runtime joins entrypoint and command. */
export interface StartCommand {
  readonly argv: readonly string[];
  /** Process 1 is a shell that was given a script with -c. */
  readonly shell: boolean;
}

/** `args` stand after the image name on the command line and replace CMD. */
export function startCommand(config: PlanImage, args?: readonly string[]): StartCommand {
  const argv = [...(config.entrypoint ?? []), ...(args ?? config.cmd ?? [])];
  return { argv, shell: /(^|\/)(sh|ash|dash|bash|zsh)$/.test(argv[0] ?? '') && argv[1] === '-c' };
}
