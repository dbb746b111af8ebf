import { digestOf } from '../../base/digest.ts';
import type { CopyStep } from '../../dockerfile/plan.ts';
import { basename, clean, emptyTree, join, overlay } from '../../files/index.ts';
import { contentKey, filesRead } from '../copy/gather.ts';
import { modeChange } from '../copy/mode.ts';
import { keepParents } from '../copy/parents.ts';
import { place } from '../copy/place.ts';
import { unpack } from '../copy/unpack.ts';
import { declaredArgs } from './declared-args.ts';
import { recipeSource } from '../cache/recipe.ts';
import { fileOwner, needsNames } from './owner.ts';
import { identity } from '../cache/memo.ts';
import type { Outcome, Ready, Session, Stage } from '../session.ts';
import { sourceOf, type Source } from '../context/source.ts';
import { gatherSources, type Gathering } from './gather-sources.ts';
import { isRemote } from './remote.ts';

/**
 * Makes COPY or ADD ready: finds what its sources stand for, which is part of its cache key with the last part of each
 * source's path. Source: moby/buildkit solver/llbsolver/ops/file.go `CacheMap`; measured, golden/cache.jsonl.
 */
export function readyCopy(session: Session, stage: Stage, step: CopyStep): Ready {
  const source = sourceOf(session, step.from);
  const gathered = gatherSources(session, source, step);
  const facts = copyFacts(step);
  const parts = Object.entries(facts).flat();
  const wrong = [gathered.complaint?.error ?? ''];
  const contents = contentsKey(gathered, source.context);
  const key = digestOf('copy', ...parts, step.link ? '' : stage.key, ...wrong, ...contents);
  const selected = source.context ? contents : [source.definition, JSON.stringify(step.sources)];
  const exact = source.context ? digestOf(...contentsKey(gathered, false)) : '';
  const matches = gathered.placed.flatMap(({ match, foreign }) => (foreign ? [] : [match]));
  return {
    key,
    definition: digestOf('copy', ...parts, step.link ? '' : stage.definition, ...wrong, ...selected),
    ...(step.link ? { link: true } : {}),
    ...(gathered.complaint?.early ? { early: true } : {}),
    inputs: source.context && source.place === undefined ? filesRead(matches) : [],
    // The key holds the content of the sources; the tree is not in it, because a secret may have changed a step before.
    memory: `${key} ${exact} ${identity(stage.tree)} ${source.untouched}`,
    recipe: {
      facts,
      env: usedEnv(step),
      args: declaredArgs(session, step),
      sources: [recipeSource(source, matches)],
    },
    run: () => copy({ stage, step, source, gathered }),
  };
}

function contentsKey({ placed }: Gathering, context: boolean): string[] {
  return placed.flatMap(({ match, below, foreign }) => [below, ...contentKey([match], context && !foreign)]);
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
    heredocs: step.contents.length ? digestOf(JSON.stringify(step.contents)) : '',
  };
}

/** The variables that the instruction names: their values are in the texts already. */
function usedEnv({ instruction, env }: CopyStep): Record<string, string> {
  const text = instruction?.node.original ?? '';
  const names = new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name));
  return names.size ? Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name))) : {};
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
  if (gathered.complaint) return { ...nothing, ...gathered.complaint };
  // --link copies onto nothing, so that names have no files to be looked up in (docker/buildx issue 1526).
  if (step.link && step.chown && needsNames(step.chown)) return { ...nothing, error: 'invalid user index: -1' };
  const into = overlay(step.link ? emptyTree() : stage.tree);
  const owner = step.chown === undefined ? undefined : fileOwner(stage.tree, step.chown);
  const mode = step.chmod === undefined ? undefined : modeChange(step.chmod);
  for (const { match, below, members } of gathered.placed) {
    if (below) keepParents(into, source.tree, { dest: clean(step.dest), match, below });
    const placing = { into, dest: below ? `${join(step.dest, below)}/` : step.dest, owner, mode };
    const error = members ? unpack(members, placing) : place(match, placing);
    if (error !== undefined) return { ...nothing, error };
  }
  const layer = into.commit();
  return { ...nothing, layer, ms: COPY_MS + Math.round(layer.size / BYTES_PER_MS) };
}
