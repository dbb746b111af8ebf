import { formatBytes, grouped } from '../../base/bytes.ts';
import { boolean, either, number, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Image } from '../../builder/result.ts';
import { basename, dirname, fileCount } from '../../files/index.ts';
import { accountOf, groupOf } from '../image/accounts.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { imageDoubt, isDoubtful, unjudged } from '../assumptions.ts';
import { anyGlob, globRoot } from '../glob.ts';
import { globs, mode, modeOf } from '../params.ts';
import { found, foundInLayers, originOf } from '../image/image-search.ts';
import type { Match } from '../image/image-search.ts';

const params = object({
  has: optional(globs),
  lacks: optional(globs),
  layers: optional(boolean('`lacks` also looks below later layers')),
  'adds-only': optional(globs),
  owner: optional(record(either(number({ integer: true }), string({ min: 1 })))),
  mode: optional(record(mode)),
  content: optional(record(string({ min: 1 }))),
  'max-files': optional(record(number({ min: 0, integer: true }))),
});
type Params = Infer<typeof params>;
interface Problem extends Omit<Finding, 'status'> {
  /** What the problem is about, for the question whether it rests on something not simulated. */
  readonly path: string;
}

export default defineCheck({
  summary: 'What is in the file system of the image: paths, owners, modes, contents.',
  params,
  run(wanted, evidence) {
    const { image } = evidence.build;
    if (!image) return { status: 'error', message: 'Needs a build' };
    const doubt = imageDoubt(evidence);
    const problem =
      presentProblem(wanted, evidence, image) ?? absentProblem(wanted, evidence, image) ?? entryProblem(wanted, image);
    if (problem) {
      const { path, ...finding } = problem;
      return isDoubtful(doubt, path) ? unjudged(doubt) : { status: 'failed', ...finding };
    }
    const looked = [
      ...(wanted.has ?? []),
      ...(wanted.lacks ?? []),
      ...[wanted.owner, wanted.mode, wanted.content, wanted['max-files']].flatMap((map) => Object.keys(map ?? {})),
    ].map(globRoot);
    // What is copied from a doubtful stage is there, whatever its bytes: absence hangs on whole layers in doubt only.
    const open = doubt.everything || (wanted['adds-only'] !== undefined && doubt.paths.length > 0);
    if (looked.length || wanted['adds-only'])
      if (open || (wanted.content && looked.some((path) => isDoubtful(doubt, path)))) return unjudged(doubt);
    return {
      status: 'passed',
      message: wanted.lacks && !wanted.has ? 'Nothing of it is in the image' : 'The files are as asked',
    };
  },
});

function presentProblem({ has }: Params, evidence: Evidence, image: Image): Problem | undefined {
  const missing = has?.find((pattern) => found(image.tree, pattern).length === 0);
  if (missing === undefined) return undefined;
  return {
    path: globRoot(missing),
    message: `${missing} is not in the image`,
    try: 'Copy it into the last stage, to the path where it is looked for.',
    ...elsewhere(missing, evidence, image),
  };
}

/** Where a file of that name lies instead, if the build put it somewhere. */
function elsewhere(pattern: string, evidence: Evidence, image: Image): Partial<Finding> {
  const folders = dirname(pattern).replaceAll('**', '').split('/').filter(Boolean);
  const ending = [...folders.slice(-1), basename(pattern)].join('/');
  const [other] = addedOutside(image, []).filter(({ path }) => anyGlob([`/**/${ending}`])(path));
  const { file, span, from } = originOf(evidence, other?.path);
  return {
    ...(other ? { why: `The build puts it at ${other.path} instead. ${from}` } : {}),
    ...(file && span ? { file, span } : {}),
  };
}

function absentProblem(wanted: Params, evidence: Evidence, image: Image): Problem | undefined {
  for (const pattern of wanted.lacks ?? []) {
    const matches = wanted.layers ? foundInLayers(image, pattern) : found(image.tree, pattern);
    if (matches.length) return shipped({ pattern, matches }, evidence);
  }
  const allowed = wanted['adds-only'];
  if (!allowed) return undefined;
  const matches = addedOutside(image, allowed);
  return matches.length ? shipped({ pattern: allowed.join(', '), matches, outside: true }, evidence) : undefined;
}

function addedOutside(image: Image, allowed: readonly string[]): Match[] {
  const free = anyGlob(allowed);
  return image.layers.flatMap(({ origin, layer }) =>
    origin === 'base'
      ? []
      : [...layer.entries].flatMap(([path, entry]) =>
          entry && (entry.kind !== 'dir' || entry.bulk) && !free(path) && !(entry.bulk && free(`${path}/x`))
            ? [{ path, entry }]
            : [],
        ),
  );
}

interface Shipped {
  readonly pattern: string;
  readonly matches: readonly Match[];
  /** The pattern says what may be added, and this is something else. */
  readonly outside?: boolean;
}

function shipped({ pattern, matches, outside = false }: Shipped, evidence: Evidence): Problem {
  const bytes = matches.reduce((sum, { entry }) => sum + (entry.bulk?.size ?? entry.size), 0);
  const first = matches[0]?.path ?? pattern;
  const origin = originOf(evidence, first);
  return {
    path: first,
    message: outside ? `The build adds ${first} to the image` : `${first} ships in the image`,
    try: origin.base
      ? 'Start the last stage from an image that does not have it.'
      : 'Copy only what runs into the last stage.',
    why: `${describe(matches)}, ${formatBytes(bytes)} in all, ${outside ? 'outside' : 'at'} ${pattern.replace(/\/\*\*$/, '')}. ${origin.from}`,
    ...(origin.file && origin.span ? { file: origin.file, span: origin.span } : {}),
  };
}

function describe(matches: readonly Match[]): string {
  const count = matches.reduce((sum, { entry }) => sum + fileCount(entry), 0);
  if (count === 0) return 'Folders';
  return count === 1 ? 'One file' : `${grouped(count)} files`;
}

function entryProblem(wanted: Params, image: Image): Problem | undefined {
  return ownerProblem(wanted, image) ?? modeProblem(wanted, image) ?? contentProblem(wanted, image);
}

function ownerProblem({ owner }: Params, { tree }: Image): Problem | undefined {
  for (const [path, wanted] of Object.entries(owner ?? {})) {
    const entry = tree.stat(path);
    if (!entry.ok) return { path, message: `${path} is not in the image` };
    const [user = '', group] = String(wanted).split(':');
    const uid = accountOf(tree, user).uid;
    const gid = group === undefined ? entry.value.gid : groupOf(tree, group);
    if (entry.value.uid !== uid || entry.value.gid !== gid)
      return {
        path,
        message: `${path} belongs to ${entry.value.uid}:${entry.value.gid}, not to ${wanted}`,
        try: 'Set the owner in the copy itself: COPY --chown.',
      };
  }
  return undefined;
}

function modeProblem(wanted: Params, { tree }: Image): Problem | undefined {
  for (const [path, bits] of Object.entries(wanted.mode ?? {})) {
    const entry = tree.stat(path);
    if (!entry.ok) return { path, message: `${path} is not in the image` };
    if (entry.value.mode !== modeOf(bits))
      return { path, message: `${path} has mode ${octal(entry.value.mode)}, not ${octal(modeOf(bits))}` };
  }
  return undefined;
}

function octal(bits: number): string {
  return bits.toString(8).padStart(4, '0');
}

function contentProblem(wanted: Params, { tree }: Image): Problem | undefined {
  for (const [path, text] of Object.entries(wanted.content ?? {})) {
    const file = tree.read(path);
    if (!file.ok) return { path, message: `${path} is not in the image` };
    if (!file.value?.includes(text)) return { path, message: `${path} does not contain “${text}”` };
  }
  for (const [pattern, max] of Object.entries(wanted['max-files'] ?? {})) {
    const count = found(tree, pattern).reduce((sum, { entry }) => sum + fileCount(entry), 0);
    if (count > max) return { path: globRoot(pattern), message: `${count} files match ${pattern}, more than ${max}` };
  }
  return undefined;
}
