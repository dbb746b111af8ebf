import type { PlanStep } from '../../dockerfile/plan.ts';
import type { Entry } from '../../files/index.ts';
import { join } from '../../files/index.ts';
import type { Recipe, RecipeSource, SourceFile } from '../explain/cause.ts';
import type { Match } from '../copy/gather.ts';
import type { Ready, Stage } from '../session.ts';
import type { Source } from '../context/source.ts';

/** The recipe of a step: what its own kind knows, and what stands below it. */
export function recipeOf(stage: Stage, step: PlanStep, from: { ready: Ready; fresh: Recipe['fresh'] }): Recipe {
  const { ready, fresh } = from;
  const { facts, sources, env = {}, args = [] } = ready.recipe;
  return {
    text: textOf(step),
    facts,
    env,
    args,
    platform: stage.platform,
    base: { name: stage.base.name, identity: stage.base.key },
    parents: ready.link ? [] : stage.parents,
    sources,
    ...(fresh ? { fresh } : {}),
  };
}

function textOf({ instruction, name }: PlanStep): string {
  if (!instruction) return name;
  const heredocs = 'heredocs' in instruction ? instruction.heredocs.map(({ content }) => content) : [];
  return [instruction.node.original, ...heredocs].join('\n');
}

/** What a step reads of a tree. */
export function recipeSource(source: Source, matches: readonly Match[]): RecipeSource {
  return {
    name: source.context && source.place === undefined ? undefined : (source.stage?.name ?? source.name),
    stage: source.stage?.index,
    files: () => filesOf(matches),
  };
}

function filesOf(matches: readonly Match[]): ReadonlyMap<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  for (const match of matches)
    for (const [path, entry] of match.entries) files.set(join(match.path, path).slice(1), sourceFile(entry));
  return files;
}

function sourceFile(entry: Entry): SourceFile {
  const content = entry.kind === 'symlink' ? `-> ${entry.target ?? ''}` : `${entry.kind} ${entry.digest}`;
  return { mode: entry.mode, owner: `${entry.uid}:${entry.gid}`, content };
}
