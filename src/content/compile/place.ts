import type { World } from '../../engine/builder/result.ts';
import type { Evidence } from '../../engine/grade/check.ts';
import type { Memo } from '../../engine/grade/index.ts';
import type { Lesson, Workspace } from '../model.ts';
import { buildDemo, fenceOptions } from './demo-build.ts';
import { contentError } from './front-matter.ts';
import type { Fence } from './markdown.ts';

/** What blocks of a lesson are built with. */
export interface Building {
  readonly world: World;
  readonly memo: Memo;
  readonly demos: Lesson['demos'];
  /** All blocks of the page, in order. */
  readonly fences: readonly Fence[];
}

/** Which build a computed block is about: members of its YAML. */
interface Asked {
  readonly demo?: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly platform?: string;
}

const EMPTY: Workspace = { files: {}, context: [], build: {} };

/**
 * The build that a computed block is about: its own text, else the nearest Dockerfile above (of the demo it names), else the
 * demo's. Throws a content error when there is none.
 */
export function evidenceFor(building: Building, fence: Fence, asked: Asked): Evidence {
  const { world, memo, demos, fences } = building;
  const above = asked.dockerfile === undefined ? dockerfileAbove(fences, fence, asked.demo) : undefined;
  const name = asked.demo ?? above?.attributes.demo;
  const workspace = name === undefined ? EMPTY : demos[name];
  if (!workspace) throw contentError(`there is no demos/${name}/`);
  const text = asked.dockerfile ?? (above ? `${above.code}\n` : workspace.files['Dockerfile']?.text);
  if (text === undefined) throw contentError('has no Dockerfile above it, none in its demo and none of its own');
  const options = { ...fenceOptions(above?.attributes ?? {}), ...fenceOptions(asked) };
  return buildDemo({ world, memo, workspace }, text, options);
}

/** The build of a Dockerfile's own block. */
export function evidenceOf({ world, memo, demos }: Building, { code, attributes }: Fence): Evidence {
  const workspace = attributes.demo === undefined ? EMPTY : (demos[attributes.demo] ?? EMPTY);
  return buildDemo({ world, memo, workspace }, `${code}\n`, fenceOptions(attributes));
}

function dockerfileAbove(fences: readonly Fence[], fence: Fence, demo: string | undefined): Fence | undefined {
  return fences.findLast(
    (other) =>
      other.line < fence.line &&
      other.language === 'dockerfile' &&
      !other.attributes.fragment &&
      (demo === undefined || other.attributes.demo === demo),
  );
}
