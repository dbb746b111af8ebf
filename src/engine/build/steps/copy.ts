import { digestOf } from '../../base/digest.ts';
import type { NotSimulated } from '../../base/diagnostic.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { isExcluded, parseIgnore } from '../../dockerfile/index.ts';
import { basename, clean, dirname, emptyTree, fileEntry, join, overlay } from '../../files/index.ts';
import type { Tree } from '../../files/index.ts';
import { contentKey, filesRead, gather, type Match } from '../copy/gather.ts';
import { modeChange } from '../copy/mode.ts';
import { MOUNT, place } from '../copy/place.ts';
import { declaredArgs } from '../declared-args.ts';
import { recipeSource } from '../recipe.ts';
import { fileOwner, needsNames } from '../owner.ts';
import { snapshotRef } from '../reference-id.ts';
import { identity, sourceOf, type Outcome, type Ready, type Session, type Source, type Stage } from '../session.ts';
import { downloadMatch, gitProblem, isArchive, isGit, isRemote, repositoryMatch } from './remote.ts';

/** A match and the folder inside the destination that --parents keeps for it. */
interface Placed {
  /** True for what stands in the Dockerfile or is fetched: no file of the context. */
  readonly foreign?: boolean;
  readonly match: Match;
  readonly below: string;
}

interface Gathering {
  readonly placed: readonly Placed[];
  readonly missing: string | undefined;
  readonly notSimulated: readonly NotSimulated[];
  /** Why a repository cannot be fetched. */
  readonly problem?: string;
}

/**
 * Makes COPY or ADD ready: finds what its sources stand for, which is part of its cache key with the last part of each
 * source's path. Source: moby/buildkit solver/llbsolver/ops/file.go `CacheMap`; measured, golden/cache.jsonl.
 */
export function readyCopy(session: Session, stage: Stage, step: CopyStep): Ready {
  const source = sourceOf(session, step.from);
  const gathered = gatherSources(session, source, step);
  const facts = copyFacts(step);
  const parts = Object.entries(facts).flat();
  const wrong = [gathered.missing ?? '', gathered.problem ?? ''];
  const contents = gathered.placed.flatMap(({ match, below }) => [below, ...contentKey([match])]);
  const key = digestOf('copy', ...parts, step.link ? '' : stage.key, ...wrong, ...contents);
  const selected = source.context ? contents : [source.definition, JSON.stringify(step.sources)];
  const matches = gathered.placed.flatMap(({ match, foreign }) => (foreign ? [] : [match]));
  return {
    key,
    definition: digestOf('copy', ...parts, step.link ? '' : stage.definition, ...wrong, ...selected),
    ...(step.link ? { link: true } : {}),
    inputs: source.context ? filesRead(matches) : [],
    // The key holds the content of the sources; the tree is not in it, because a secret may have changed a step before.
    memory: `${key} ${identity(stage.tree)} ${source.untouched}`,
    recipe: {
      facts,
      env: usedEnv(step),
      args: declaredArgs(session, step),
      sources: [recipeSource(source, matches)],
    },
    run: () => copy({ stage, step, source, gathered }),
  };
}

function copyFacts(step: CopyStep): Record<string, string> {
  const { kind, dest, chown = '', chmod = '', exclude = [], checksum = '' } = step;
  return {
    kind,
    dest,
    chown,
    chmod,
    exclude: exclude.join(' '),
    checksum,
    flags: [step.link, step.parents, step.unpack, step.keepGitDir].map(String).join(),
    sources: JSON.stringify(step.sources.map((path) => (isRemote(path) ? path : basename(clean(`/${path}`))))),
    heredocs: JSON.stringify(step.contents),
  };
}

/** The variables that the instruction names: their values are in the texts already. */
function usedEnv({ instruction, env }: CopyStep): Record<string, string> {
  const text = instruction?.node.original ?? '';
  const names = new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name));
  return names.size ? Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name))) : {};
}

function gatherSources(session: Session, source: Source, step: CopyStep): Gathering {
  const placed: Placed[] = [];
  const notSimulated: NotSimulated[] = [];
  for (const { path, data } of step.contents) placed.push({ match: fileMatch(path, data), below: '', foreign: true });
  if (source.unknown) {
    // a stage on top of such an image has said so itself
    const name = /^\d+$/.test(source.name)
      ? `files of stage ${source.name}`
      : `image ${source.name}, which is not in the catalogue`;
    notSimulated.push({ what: name });
    return { placed, missing: undefined, notSimulated };
  }
  const ignore = step.exclude?.length ? parseIgnore(step.exclude.join('\n')) : undefined;
  const excluded = ignore && ((path: string) => isExcluded(ignore, path));
  for (const text of step.sources) {
    if (step.kind === 'add' && isRemote(text)) {
      if (!isGit(text)) notSimulated.push({ what: `download of ${text}` });
      const problem = isGit(text) ? gitProblem(text, session.input) : undefined;
      if (problem) return { placed, missing: undefined, notSimulated, problem };
      const match = isGit(text) ? repositoryMatch(text, step, session.world.shell) : downloadMatch(text, step);
      placed.push({ match, below: '', foreign: true });
      continue;
    }
    if (step.parents) {
      placed.push(...withParents(source.tree, text, excluded));
      continue;
    }
    const found = gather(source.tree, text, excluded ? { excluded } : {});
    if ('missing' in found) return { placed, missing: found.missing, notSimulated };
    for (const match of found.matches) {
      const archive = step.kind === 'add' && step.unpack !== false && source.context && isArchive(match);
      if (archive) notSimulated.push({ what: `unpacking of ${match.name}` });
      else placed.push({ match, below: '' });
    }
  }
  return { placed, missing: undefined, notSimulated };
}

function fileMatch(path: string, data: string): Match {
  return { name: path, path: `/${path}`, folder: false, entries: [['', fileEntry({ content: data })]] };
}

/** Sources of `--parents`: what stands before `/./` is not kept. A source that is not there copies nothing, as an include pattern does. */
function withParents(tree: Tree, text: string, excluded: ((path: string) => boolean) | undefined): Placed[] {
  const at = text.indexOf('/./');
  const base = at === -1 ? '/' : clean(`/${text.slice(0, at)}`);
  const pattern = at === -1 ? text : text.slice(at + 3);
  const found = gather(tree, join(base, pattern), excluded ? { excluded } : {});
  if ('missing' in found) return [];
  const from = base === '/' ? 1 : base.length + 1;
  return found.matches.map((match) => {
    const relative = match.path.slice(from);
    return { match, below: match.folder ? relative : dirname(`/${relative}`).slice(1) };
  });
}

interface Copying {
  readonly stage: Stage;
  readonly step: CopyStep;
  readonly source: Source;
  readonly gathered: Gathering;
}

/** Milliseconds that a copy takes besides its bytes, and bytes a millisecond. */
const COPY_MS = 20;
const BYTES_PER_MS = 250_000;

function copy({ stage, step, source, gathered }: Copying): Outcome {
  const nothing = { layer: undefined, log: [], ms: 0, notSimulated: gathered.notSimulated };
  if (gathered.problem) return { ...nothing, error: gathered.problem };
  if (gathered.missing !== undefined) return { ...nothing, ...missingSource(source, gathered.missing) };
  // --link copies onto nothing, so that names have no files to be looked up in (docker/buildx issue 1526).
  if (step.link && step.chown && needsNames(step.chown)) return { ...nothing, error: 'invalid user index: -1' };
  const into = overlay(step.link ? emptyTree() : stage.tree);
  const owner = step.chown === undefined ? undefined : fileOwner(stage.tree, step.chown);
  const mode = step.chmod === undefined ? undefined : modeChange(step.chmod);
  for (const { match, below } of gathered.placed) {
    if (below) keepParents({ into, tree: source.tree, dest: clean(step.dest), match, below });
    const dest = below ? `${join(step.dest, below)}/` : step.dest;
    const error = place(match, { into, dest, owner, mode });
    if (error) return { ...nothing, error };
  }
  const layer = into.commit();
  return { ...nothing, layer, ms: COPY_MS + Math.round(layer.size / BYTES_PER_MS) };
}

/** Folders above a match of --parents come with the mode and owner they have in the source. */
function keepParents(what: {
  into: ReturnType<typeof overlay>;
  tree: Tree;
  dest: string;
  match: Match;
  below: string;
}): void {
  const { into, tree, dest, match, below } = what;
  const root = match.path.slice(0, match.path.lastIndexOf(below));
  let at = '';
  for (const part of below.split('/')) {
    at = at ? `${at}/${part}` : part;
    const entry = tree.stat(join(root, at));
    if (!entry.ok || entry.value.kind !== 'dir' || into.stat(join(dest, at)).ok) continue;
    into.mkdir(dest, { parents: true });
    const { bulk: _, ...bare } = entry.value;
    into.put(join(dest, at), { ...bare, digest: '' });
  }
}

/**
 * Observed in transcripts img-fail-copy: a source missing in the context or in a built stage is noticed when its checksum
 * is taken; one missing in an image that no step has touched only when it is copied.
 */
function missingSource(source: Source, path: string): Pick<Outcome, 'error' | 'shortError'> {
  if (source.untouched) return { error: `lstat ${MOUNT}${path}: no such file or directory` };
  const ref = snapshotRef(source.name, path);
  const short = `failed to calculate checksum of ref ${ref}: "${path}": not found`;
  return { error: `failed to compute cache key: ${short}`, shortError: short };
}
