import type { NotSimulated } from '../base/diagnostic.ts';
import type { Image, World } from '../build/result.ts';
import { overlay } from '../files/index.ts';
import type { Credentials } from '../files/index.ts';
import type { Container } from './container.ts';

/** How a container ended, or that it stays. */
export interface Outcome {
  readonly exit: number;
  /** Standard output and error as they came. */
  readonly text: string;
  readonly running: { readonly listens: readonly number[] } | undefined;
  /** Why it could not be started, in the words of the runtime. */
  readonly startError: string | undefined;
  readonly notSimulated: readonly NotSimulated[];
}

/** Runs the container's command in a copy of the image's file system, until it ends or stays. */
export function run(image: Image, container: Container, { world, who }: { world: World; who: Credentials }): Outcome {
  const tree = overlay(image.tree);
  if (!tree.stat(container.cwd).ok) tree.mkdir(container.cwd, { parents: true });
  const { exit, log, running, startError, notSimulated } = world.shell.runProgram(
    {
      tree,
      os: image.os,
      platform: image.platform,
      packages: world.packages,
      network: true,
      credentials: { sshAgent: false },
    },
    container.argv,
    { env: container.env, cwd: container.cwd, credentials: who },
  );
  return { exit, text: log.map(({ text }) => text).join(''), running, startError, notSimulated };
}
