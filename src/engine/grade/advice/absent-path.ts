import type { Mount } from '../../dockerfile/plan.ts';
import type { Tree } from '../../files/index.ts';
import { clean, dirname, parents } from '../../files/index.ts';
import type { Evidence, Finding } from '../check.ts';

/** Where a step takes files from. */
interface Place {
  /** `the build context`, `the context geo`, `stage build`, `image alpine:3.22`. */
  readonly called: string;
  readonly tree: Tree;
  readonly isContext: boolean;
}

/** What `from` of a COPY or a mount means; undefined when its files are not known. */
export function placeOf({ build, world }: Evidence, from: number | string | undefined): Place | undefined {
  if (from === undefined) return { called: 'the build context', tree: build.sent.tree, isContext: true };
  if (typeof from === 'string') {
    const tree = world.image(from, 'linux/amd64')?.tree;
    return tree && { called: `image ${from}`, tree, isContext: false };
  }
  const stage = build.evaluation.stages.find(({ index }) => index === from);
  const given = stage?.context === undefined ? undefined : build.cache.contexts?.get(stage.context);
  if (stage?.context !== undefined && given)
    return { called: `the context ${stage.context}`, tree: given, isContext: true };
  const tree = build.stages.find(({ index }) => index === from)?.tree;
  return tree && { called: `stage ${stage?.name || from}`, tree, isContext: false };
}

/** What to say of a bind mount whose source is not there: which path, where, and what lies there instead. */
export function absentMount(evidence: Evidence, mounts: readonly Mount[]): Partial<Finding> | undefined {
  for (const { type, source = '/', from } of mounts) {
    const place = type === 'bind' ? placeOf(evidence, from) : undefined;
    const path = clean(`/${source}`);
    if (place && !place.tree.stat(path).ok) return absent(evidence, { place, path, from });
  }
  return undefined;
}

function absent(
  evidence: Evidence,
  what: { place: Place; path: string; from: number | string | undefined },
): Partial<Finding> {
  const { place, path, from } = what;
  const name = place.isContext ? path.slice(1) : path;
  if (from === undefined && evidence.context.stat(path).ok)
    return {
      try: `Let .dockerignore admit ${name}: what it excludes cannot be mounted either.`,
      why: `${name} is excluded by .dockerignore, so the builder never receives it.`,
    };
  const there = lying(place, path);
  if (from !== undefined)
    return { try: `Name a path that ${place.called} has.`, why: `${name} is not in ${place.called}. ${there}` };
  return {
    try: `Name a path of the build context${otherContexts(evidence)}: a build sees nothing else of the machine.`,
    why: `A source is a path in the build context, and ${name} is not there. ${there}`,
  };
}

/** Contexts that the command line names, when there are any. */
function otherContexts({ build }: Evidence): string {
  const names = [...(build.cache.contexts?.keys() ?? [])].map((name) => name.replace(/^.*\//, '').replace(/:.*$/, ''));
  return names.length ? `, or take the files from a context that docker build names (${names.join(', ')})` : '';
}

/** Names shown of a folder. */
const SHOWN = 6;

/** What lies in the nearest folder that is there. */
function lying({ tree, called, isContext }: Place, path: string): string {
  const folder = [dirname(path), ...parents(path)].find((one) => tree.stat(one).ok) ?? '/';
  const names = tree.list(folder);
  const found = (names.ok ? names.value : []).filter((name) => !/^\.|^Dockerfile$/.test(name));
  const where = folder === '/' ? (isContext ? 'It' : `The root of ${called}`) : isContext ? folder.slice(1) : folder;
  if (found.length === 0) return `${where} is empty.`;
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  return `${where} holds ${found.slice(0, SHOWN).join(', ')}${more}.`;
}
