import { checkKinds, plugins } from '../../engine/grade/check-kinds.ts';
import type { World } from '../../engine/builder/result.ts';
import type { BuildOptions, Evidence, ExerciseSpec } from '../../engine/grade/check.ts';
import { examine } from '../../engine/grade/index.ts';
import type { Memo } from '../../engine/grade/index.ts';
import type { Workspace } from '../model.ts';

/** Where a fenced block is built: the files of its demo, or none. */
export interface DemoBuild {
  readonly world: World;
  readonly memo: Memo;
  readonly workspace: Workspace;
}

/** The evidence of building a text in a demo, with the options of the block laid over those of the demo. */
export function buildDemo({ world, memo, workspace }: DemoBuild, dockerfile: string, options: BuildOptions): Evidence {
  const files = { ...workspace.files, Dockerfile: { text: dockerfile, mode: 0o644 } };
  const exercise: ExerciseSpec = {
    id: 'lesson',
    context: workspace.context,
    build: { ...workspace.build, ...options },
    secrets: {},
    checks: [],
    hints: [],
    starter: {},
  };
  return examine(world, { exercise, attempt: { files, log: [] }, kinds: checkKinds, plugins }, memo);
}

/** What the attributes of a fence say about `docker build`. */
export function fenceOptions({ target, platform }: { target?: string; platform?: string }): BuildOptions {
  return { ...(target ? { target } : {}), ...(platform ? { platform } : {}) };
}
