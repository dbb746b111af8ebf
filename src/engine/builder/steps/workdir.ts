import { digestOf } from '../../base/digest.ts';
import type { WorkdirStep } from '../../dockerfile/plan.ts';
import { overlay } from '../../files/index.ts';
import { WRITTEN } from '../copy/place.ts';
import { fileOwner } from './owner.ts';
import { identity } from '../cache/memo.ts';
import { type Ready, type Stage } from '../session.ts';

/** Milliseconds that making a folder takes. */
const MKDIR_MS = 10;

/**
 * WORKDIR makes its folder, owned by the user in force. `--no-cache` leaves it alone (transcripts img-build-basic: the step
 * stays CACHED).
 */
export function readyWorkdir(stage: Stage, step: WorkdirStep): Ready {
  const owner = step.user ? fileOwner(stage.tree, step.user) : { uid: 0, gid: 0 };
  const parts = [step.path, step.user];
  const key = digestOf('workdir', ...parts, stage.key);
  return {
    key,
    definition: digestOf('workdir', ...parts, stage.definition),
    recipe: { facts: { WORKDIR: step.path, USER: step.user }, sources: [] },
    inputs: [],
    memory: `${key} ${identity(stage.tree)}`,
    ignoresNoCache: true,
    run() {
      const into = overlay(stage.tree);
      const made = into.mkdir(step.path, { parents: true, mode: 0o755, owner });
      const nothing = { log: [], notSimulated: [], ms: MKDIR_MS };
      if (made.ok) return { ...nothing, layer: into.commit() };
      return { ...nothing, layer: undefined, error: `mkdir ${WRITTEN}${step.path}: not a directory` };
    },
  };
}
