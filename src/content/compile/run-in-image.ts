import type { World } from '../../engine/builder/result.ts';
import { fullReference } from '../../engine/dockerfile/index.ts';
import { overlay } from '../../engine/files/index.ts';
import type { Outcome } from './verify-lesson.ts';

/** Runs shell text in a fresh container of an image of the catalogue. */
export function runInImage(world: World, reference: string, command: string): Outcome {
  const image = world.image(fullReference(reference) ?? '', 'linux/amd64');
  if (!image) return { ok: false, text: `there is no image ${reference} in the catalogue`, notSimulated: [] };
  const env = Object.fromEntries(
    (image.config.Env ?? []).map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
  );
  const system = {
    tree: overlay(image.tree),
    os: image.os,
    platform: image.platform,
    packages: world.packages,
    network: true,
    credentials: { sshAgent: false },
  };
  const outcome = world.shell.runProgram(system, ['/bin/sh', '-c', command], {
    env,
    cwd: image.config.WorkingDir || '/',
  });
  return {
    ok: outcome.exit === 0 && outcome.startError === undefined,
    text: outcome.log.map(({ text }) => text).join('') + (outcome.startError ?? ''),
    notSimulated: outcome.notSimulated.map(({ what }) => what),
  };
}
