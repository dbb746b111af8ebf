import { build } from '../builder/index.ts';
import type { BuildInput, BuildResult, World } from '../builder/result.ts';
import { parse } from '../dockerfile/index.ts';
import { contentDigest } from '../files/index.ts';
import type { Tree } from '../files/index.ts';
import type {
  Attempt,
  BuildOptions,
  CheckKinds,
  ContextFact,
  Evidence,
  ExerciseSpec,
  FileEdit,
  Files,
  Rebuild,
  WorkFile,
} from './check.ts';
import { contextTree } from './build/context-tree.ts';

/** Builds already made, so that a further keystroke, check or hint does not repeat them. Belongs to one world. */
export interface Memo {
  readonly builds: Map<string, BuildResult>;
}

/** An empty memo; keep one for each exercise that is open. */
export function createMemo(): Memo {
  return { builds: new Map() };
}

/** As many builds as one exercise and its starter need, with room for the last few edits. */
const REMEMBERED = 64;

/** What is examined, and by which kinds of checks it will be judged. */
export interface Question {
  readonly exercise: ExerciseSpec;
  readonly attempt: Attempt;
  readonly kinds: CheckKinds;
  readonly plugins?: Evidence['plugins'];
}

/** Everything that checks look at, derived from an attempt. Never throws for anything a learner wrote. */
export function examine(world: World, question: Question, memo: Memo = createMemo()): Evidence {
  const { exercise, attempt, kinds, plugins } = question;
  const text = attempt.files['Dockerfile']?.text ?? '';
  const context = contextTree(attempt.files, exercise);
  const making = { world, exercise, files: attempt.files, context, memo };
  const implicit = remembered(making, {});
  return {
    exercise,
    attempt,
    world,
    context,
    dockerfile: parse(text),
    findings: implicit.findings,
    build: implicit,
    notSimulated: implicit.notSimulated,
    kinds,
    ...(plugins ? { plugins } : {}),
    rebuild: (change) => remembered(making, change),
    starter: (change = {}) =>
      Object.keys(exercise.starter).length
        ? remembered({ ...making, files: exercise.starter, context: undefined }, change)
        : undefined,
  };
}

interface Making {
  readonly world: World;
  readonly exercise: ExerciseSpec;
  readonly files: Files;
  /** Made of `files`, when that is done already. */
  readonly context: Tree | undefined;
  readonly memo: Memo;
}

function remembered(making: Making, change: Rebuild): BuildResult {
  const { builds } = making.memo;
  const { context, build: options } = making.exercise;
  const key = JSON.stringify([filesKey(making.files), context, options, change]);
  const known = builds.get(key);
  if (known) {
    // The one used last goes last: the oldest are forgotten first.
    builds.delete(key);
    builds.set(key, known);
    return known;
  }
  const made = build(making.world, inputOf(making, change));
  builds.set(key, made);
  for (const old of builds.keys()) {
    if (builds.size <= REMEMBERED) break;
    builds.delete(old);
  }
  return made;
}

const keys = new WeakMap<Files, string>();

/** Stands for a workspace of some 100 kB, which is asked about at every check and hint; digests of texts are remembered. */
function filesKey(files: Files): string {
  const known = keys.get(files);
  if (known !== undefined) return known;
  const facts = Object.entries(files).map(([path, { text, mode }]) => [path, mode, contentDigest(text)]);
  const fresh = JSON.stringify(facts);
  keys.set(files, fresh);
  return fresh;
}

function inputOf(making: Making, change: Rebuild): BuildInput {
  const { exercise } = making;
  const files = changed(making.files, change.files);
  const made = change.files ? undefined : making.context;
  return {
    dockerfile: files['Dockerfile']?.text ?? '',
    // BuildKit frontend/dockerui/context.go: the file named after the Dockerfile goes first.
    dockerignore: (files['Dockerfile.dockerignore'] ?? files['.dockerignore'])?.text,
    context: made ?? contextTree(files, exercise, Object.keys(change.files ?? {})),
    ...optionsOf(exercise.build, change),
    ...contextsOf(exercise, change.contexts),
    ...(change.warm ? { cache: remembered(making, change.warm === true ? {} : change.warm).cache } : {}),
  };
}

function optionsOf(
  options: BuildOptions,
  change: Rebuild,
): Omit<BuildInput, 'dockerfile' | 'context' | 'dockerignore'> {
  const target = change.target ?? options.target;
  const platform = change.platform ?? options.platform;
  const secrets = change.secrets ?? options.secrets;
  return {
    buildArgs: { ...options.args, ...change.args },
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
    ...(secrets === undefined ? {} : { secrets }),
    ...(options.ssh === undefined ? {} : { ssh: options.ssh }),
    ...(options.private === undefined ? {} : { privateRepositories: options.private }),
  };
}

const named = new WeakMap<ExerciseSpec, Pick<BuildInput, 'contexts'>>();

/** The folders of --build-context: the same trees for each build of an exercise that does not edit them. */
function contextsOf(exercise: ExerciseSpec, edits: Rebuild['contexts']): Pick<BuildInput, 'contexts'> {
  const { contexts } = exercise.build;
  if (!contexts) return {};
  const known = edits ? undefined : named.get(exercise);
  if (known) return known;
  const trees = Object.entries(contexts).map(
    ([name, facts]) =>
      [name, contextTree({}, { context: editedFacts(facts, edits?.[name]), secrets: exercise.secrets })] as const,
  );
  const made = { contexts: Object.fromEntries(trees) };
  if (!edits) named.set(exercise, made);
  return made;
}

/** What is declared of a folder, after edits; a file of which only the size is known grows by what is added to it. */
function editedFacts(facts: readonly ContextFact[], edits: Rebuild['files'] = {}): readonly ContextFact[] {
  const kept = facts.filter(({ path }) => !Object.hasOwn(edits, path));
  const made = Object.entries(edits).flatMap(([path, edit]): ContextFact[] => {
    const old = facts.find((fact) => fact.path === path);
    if (edit === null) return [];
    const mode = edit.mode ?? old?.mode;
    const bits = mode === undefined ? {} : { mode };
    if (old && old.content === undefined && edit.text === undefined)
      return [{ ...old, ...bits, size: (old.size ?? 0) + (edit.append ?? '').length }];
    return [{ path, ...bits, content: edited({ text: old?.content ?? '', mode: 0o644 }, edit).text }];
  });
  return [...kept, ...made];
}

function changed(files: Files, change: Rebuild['files']): Files {
  if (!change) return files;
  const result: Record<string, Files[string]> = { ...files };
  for (const [path, edit] of Object.entries(change)) {
    if (edit === null) {
      delete result[path];
      continue;
    }
    result[path] = edited(result[path], edit);
  }
  return result;
}

function edited(
  old: WorkFile = { text: '', mode: 0o644 },
  { text, replace = {}, append = '', mode }: FileEdit,
): WorkFile {
  let next = text ?? old.text;
  // A function: in a text, `$&` and its kin would be taken for what was found.
  for (const [from, to] of Object.entries(replace)) next = next.replace(from, () => to);
  return { text: next + append, mode: mode ?? old.mode };
}
