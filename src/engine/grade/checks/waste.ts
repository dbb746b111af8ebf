import { formatBytes } from '../../base/bytes.ts';
import { number, object, optional } from '../../base/schema.ts';
import type { Image } from '../../builder/result.ts';
import { waste } from '../../builder/index.ts';
import type { WastedFile } from '../../builder/index.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { imageDoubt, unlessDoubtful } from '../assumptions.ts';
import { recipe } from '../image/image-search.ts';
import { bytesOf, size } from '../params.ts';
import { placeOfStep } from '../build/instruction-spans.ts';

export default defineCheck({
  summary: 'Bytes that ship and are of no use: what later layers of the build delete or store again.',
  params: object({
    max: optional(size),
    percent: optional(
      number({ min: 0, max: 100, description: 'at most this share of what the build adds to its base image' }),
    ),
  }),
  run({ max, percent }, evidence) {
    const { image } = evidence.build;
    if (!image) return { status: 'error', message: 'Needs a build' };
    const files = ownWaste(image);
    const wasted = weight(files);
    const added = image.layers.reduce((sum, layer) => sum + (layer.origin === 'step' ? layer.size : 0), 0);
    const state = wasted === 0 ? 'Nothing ships in vain' : `${formatBytes(wasted)} of the image ship in vain`;
    const limits = [
      ...(max === undefined ? [] : [bytesOf(max)]),
      ...(percent === undefined ? [] : [(added * percent) / 100]),
    ];
    if (limits.length === 0) return { status: 'error', message: 'The check has no limit: give max or percent' };
    const limit = Math.min(...limits);
    const finding: Finding =
      wasted <= limit
        ? { status: 'passed', message: state }
        : { status: 'failed', message: `${state}, more than ${formatBytes(limit)}`, ...worst(files, image, evidence) };
    return unlessDoubtful(imageDoubt(evidence), finding);
  },
});

/** What the build itself wastes: paths with a copy in one of its layers. What the base image wastes is not its fault. */
function ownWaste({ layers }: Image): readonly WastedFile[] {
  const { files } = waste(layers.map(({ layer }) => layer));
  return files.filter((file) => file.layers.some((at) => layers[at]?.origin === 'step'));
}

/** The files with the same fate that waste most together. */
function worst(files: readonly WastedFile[], image: Image, evidence: Evidence): Partial<Finding> {
  const groups = new Map<string, WastedFile[]>();
  for (const file of files) {
    const key = `${file.deleted} ${file.layers.join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const [group = []] = [...groups.values()].toSorted((a, b) => weight(b) - weight(a));
  const [first] = group;
  if (!first) return {};
  const steps = first.layers.map((at) => image.layers[at]).filter((layer) => layer?.origin === 'step');
  const maker = steps[0];
  const again = steps.at(-1);
  const what = placeOf(group);
  if (first.deleted)
    return {
      try: 'Delete it in the step that makes it, or let it not arise there: a later layer hides files, it takes no byte away.',
      why: `${what} with ${formatBytes(weight(group))} comes from “${recipe(maker?.createdBy ?? '')}” and is deleted by a later step.`,
      ...placeOfStep(evidence, maker?.stepId),
    };
  return {
    try: first.sameBytes
      ? 'Set owner and mode where the files come in (COPY --chown, --chmod), or in the step that makes them: a change of either stores every file again.'
      : 'Write the file once, in its last form.',
    why: `“${recipe(again?.createdBy ?? '')}” stores ${what} again; ${formatBytes(weight(group))} of it are never seen.`,
    ...placeOfStep(evidence, again?.stepId),
  };
}

function weight(group: readonly WastedFile[]): number {
  return group.reduce((sum, file) => sum + file.wasted, 0);
}

/** Where they are found: the file, the folder of all, or the largest of those that share none. */
function placeOf(group: readonly WastedFile[]): string {
  const [largest, ...others] = group.toSorted((a, b) => b.wasted - a.wasted);
  if (!largest || others.length === 0) return largest?.path ?? '';
  const folder = folderOf(group);
  if (folder !== '/') return folder;
  return `${largest.path} and ${others.length === 1 ? 'another file' : `${others.length} other files`}`;
}

/** The deepest folder that all of them are in. */
function folderOf(group: readonly WastedFile[]): string {
  const [first = [], ...rest] = group.map(({ path }) => path.split('/').slice(0, -1));
  let depth = first.length;
  for (const parts of rest) {
    let same = 0;
    while (same < depth && parts[same] === first[same]) same++;
    depth = same;
  }
  return first.slice(0, depth).join('/') || '/';
}
