import type { BuildResult } from '../../builder/result.ts';
import type { BuildOptions, Evidence, Files, Finding } from '../check.ts';
import { doubtOfFailure, isAnyDoubt, unjudged } from '../assumptions.ts';
import { rebuildOf } from '../params.ts';
import type { Change } from '../params.ts';

/** A second build after an edit, or what is to be said when there is none. */
export type Second =
  | { readonly build: BuildResult; readonly words: string; readonly finding?: undefined }
  | { readonly finding: Finding; readonly build?: undefined };

/** Builds once more after an edit: on the cache of the first build, or without any. */
export function afterEdit(evidence: Evidence, edit: Change, { warm }: { readonly warm: boolean }): Second {
  const words = describeEdit(edit);
  const lost = lostReplacement(evidence.attempt.files, edit, evidence.exercise.build.contexts);
  if (lost !== undefined) return { finding: { status: 'error', message: `The check cannot make its edit`, why: lost } };
  const build = evidence.rebuild({ ...rebuildOf(edit), ...(warm ? { warm } : {}) });
  if (build.ok) return { build, words };
  const doubt = doubtOfFailure(build);
  if (isAnyDoubt(doubt)) return { finding: unjudged(doubt) };
  const why = build.error?.message ?? '';
  return { finding: { status: 'failed', message: `After ${words} the build fails`, why } };
}

/** A `replace` whose text does not occur: nothing would change, and the check would look at another thing than it means to. */
export function lostReplacement(
  workspace: Files,
  { files, contexts = {} }: Change,
  given: BuildOptions['contexts'] = {},
): string | undefined {
  for (const [name, edits] of Object.entries(contexts)) {
    const facts = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!facts) return `There is no context ${name}.`;
    const lost = lostIn(edits, (path) => facts.find((fact) => fact.path === path)?.content);
    if (lost !== undefined) return lost;
  }
  return lostIn(files ?? {}, (path) => (Object.hasOwn(workspace, path) ? workspace[path]?.text : undefined));
}

function lostIn(edits: NonNullable<Change['files']>, textOf: (path: string) => string | undefined): string | undefined {
  for (const [path, file] of Object.entries(edits))
    for (const text of Object.keys(file?.replace ?? {}))
      if (!(file?.text ?? textOf(path) ?? '').includes(text)) return `${path} does not contain “${text}”.`;
  return undefined;
}

/** An edit in words that follow "after": `an edit of src/app.js`, `a touch of main.go`, `VERSION=2`. */
export function describeEdit({ files, contexts, args, target, platform, secrets }: Change): string {
  const parts = [
    ...Object.entries(files ?? {}).map(([path, file]) => `${verbOf(file)} of ${path}`),
    ...Object.entries(contexts ?? {}).flatMap(([name, edits]) =>
      Object.entries(edits).map(([path, file]) => `${verbOf(file)} of ${path} in the context ${name}`),
    ),
    ...Object.entries(args ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...(platform === undefined ? [] : [`--platform ${platform}`]),
    ...(secrets === undefined
      ? []
      : [Object.keys(secrets).length ? 'a change of the secret' : 'the secret is taken away']),
  ];
  const rest = parts.length - 2;
  return parts.slice(0, 2).join(' and ') + (rest > 0 ? ` and ${rest} more` : '') || 'no edit at all';
}

type Edited = NonNullable<Change['files']>[string];

function verbOf(file: Edited): string {
  if (file === null) return 'the removal';
  if (file.text !== undefined || file.append !== undefined || file.replace !== undefined) return 'an edit';
  return file.mode === undefined ? 'a touch' : 'a chmod';
}
