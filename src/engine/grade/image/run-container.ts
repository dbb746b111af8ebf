import type { NotSimulated } from '../../base/diagnostic.ts';
import type { Image, World } from '../../builder/result.ts';
import { overlay } from '../../files/index.ts';
import type { Credentials, Tree } from '../../files/index.ts';
import type { Running } from '../../kernel/system.ts';
import type { Container } from './container-options.ts';

/** How a container ended, or that it stays. */
export interface Outcome {
  readonly exit: number;
  /** Standard output and error as they came. */
  readonly text: string;
  readonly running: Running | undefined;
  /** Why it could not be started, in the words of the runtime. */
  readonly startError: string | undefined;
  readonly notSimulated: readonly NotSimulated[];
}

/** What starts in a world: the same container of the same files always ends the same, and checks ask for it at every edit. */
const known = new WeakMap<World, WeakMap<Tree, Map<string, Outcome>>>();

/** Runs the container's command in a copy of the image's file system, until it ends or stays. Remembered. */
export function run(image: Image, container: Container, by: { world: World; who: Credentials }): Outcome {
  const { argv, cwd, env } = container;
  const key = JSON.stringify([image.os, image.platform, argv, cwd, [...env], by.who]);
  const trees = known.get(by.world) ?? new WeakMap<Tree, Map<string, Outcome>>();
  known.set(by.world, trees);
  const outcomes = trees.get(image.tree) ?? new Map<string, Outcome>();
  trees.set(image.tree, outcomes);
  const outcome = outcomes.get(key) ?? start(image, container, by);
  outcomes.set(key, outcome);
  return outcome;
}

/** How long a container is watched: who has not ended by then is taken to go on. Work as for a build step. */
const WATCHED = { steps: 60_000, outputBytes: 4_000_000, ms: 600_000 };

function start(image: Image, container: Container, { world, who }: { world: World; who: Credentials }): Outcome {
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
    { env: container.env, cwd: container.cwd, credentials: who, stays: true, limits: WATCHED },
  );
  return { exit, text: log.map(({ text }) => text).join(''), running, startError, notSimulated };
}
