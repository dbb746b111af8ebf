import { LineCounter, isMap, parseDocument } from 'yaml';
import type { Node as YamlNode, Document } from 'yaml';
import { array, choice, either, number, object, optional, record, string } from '../../engine/base/schema.ts';
import type { Infer, Schema } from '../../engine/base/schema.ts';
import type { Check } from '../../engine/grade/check.ts';
import { change, step } from '../../engine/grade/params.ts';

const id = string({ pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, description: 'must be lower-case words joined by hyphens' });
const size = string({ pattern: /^\d+(\.\d+)?\s?([kMGT]i?)?B$/, description: 'must be a size such as 61MB or 12kB' });
const mode = either(
  number({ integer: true, min: 0, max: 7777, description: 'permission bits such as 0755' }),
  string({ pattern: /^0?[0-7]{3,4}$/, description: 'must be permission bits such as 0755' }),
);
const text = string({ min: 1 });

const contextFact = object({
  files: optional(number({ integer: true, min: 1, description: 'number of files that a folder stands for' })),
  size: optional(size),
  mode: optional(mode),
  content: optional(string()),
  secret: optional(string({ min: 1, description: 'id of a declared secret whose bytes this file holds' })),
});
const context = record(contextFact, 'what cannot lie in a repository: path → facts; a folder ends in /');

const build = object(
  {
    target: optional(text),
    platform: optional(string({ pattern: /^[a-z]+\/[a-z0-9]+(\/v\d+)?$/, description: 'must be like linux/arm64' })),
    args: optional(record(string())),
    secrets: optional(record(string(), '--secret id → id of a declared secret')),
    ssh: optional(array(text)),
    private: optional(array(text)),
    contexts: optional(record(context, '--build-context name → what lies in that folder, as in context:')),
  },
  'how docker build is called',
);

/** What is known of the kinds of checks: all that is needed here is the shape of their parameters. */
export type CheckKinds = ReadonlyMap<string, Pick<Check<unknown>, 'params'>>;

const parameters: Schema<unknown> = {
  optional: false,
  json: { type: 'object', description: 'parameters of the kind; see content/README.md' },
  check: (value) => ({ ok: true, value }),
};

/** The parameters of each kind as JSON Schema, to be referred to by the kind's name. */
export function kindDefinitions(kinds: CheckKinds): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...kinds].map(([kind, { params }]) => [kind, { properties: { kind: { const: kind }, with: params.json } }]),
  );
}

/** `kind`, and `with` as that kind describes it. */
function checked<T extends { readonly kind: string; readonly with?: unknown }>(
  shape: Schema<T>,
  kinds: CheckKinds,
): Schema<T> {
  const variants = [...kinds.keys()].map((kind) => ({ $ref: `#/$defs/${kind}` }));
  return {
    optional: shape.optional,
    json: { ...shape.json, anyOf: variants },
    check(value, path = '') {
      const outer = shape.check(value, path);
      if (!outer.ok) return outer;
      const kind = kinds.get(outer.value.kind);
      if (!kind) {
        const message = `must be one of ${[...kinds.keys()].join(', ')}`;
        return { ok: false, problems: [{ path: `${path}.kind`, message }] };
      }
      const inner = kind.params.check(outer.value.with ?? {}, `${path}.with`);
      return inner.ok ? outer : inner;
    },
  };
}

function checkShapes(kinds: CheckKinds) {
  const kind = { ...string({ min: 1 }), json: { enum: [...kinds.keys()] } };
  const expectation = optional(choice(['passed', 'failed'], 'default: failed'));
  const check = checked(
    object({
      title: string({ min: 1, description: 'the goal as a statement' }),
      kind,
      with: optional(parameters),
      try: optional(string({ min: 1, description: 'replaces the advice of the kind' })),
      implies: optional(array(id, { description: 'checks that may fail together with this one' })),
    }),
    kinds,
  );
  const condition = either(
    object({ check: id, expect: expectation }),
    checked(object({ kind, with: optional(parameters), expect: expectation }), kinds),
  );
  const hint = object({
    id: optional(id),
    title: text,
    text: string({ min: 1, description: 'Markdown' }),
    when: array(condition, { min: 1, description: 'all must hold' }),
  });
  return { check, hint };
}

const prediction = object({
  question: string({ min: 1, description: 'Markdown' }),
  kind: choice(
    ['reruns', 'stages', 'files', 'facts'],
    'steps of a second build, stages built, files there, statements',
  ),
  with: optional(change),
  on: optional(choice(['attempt', 'starter'], 'whose build; default: attempt')),
  in: optional(choice(['image', 'layers'], 'files: where; default: image')),
  step: optional(step),
  options: optional(array(text, { min: 2, description: 'files: paths to choose from' })),
  facts: optional(
    record(object({ kind: text, with: optional(parameters) }), 'facts: statement → the check that judges it'),
  ),
});

/** `answers.yaml` of an overlay: prediction → options chosen. */
export const answersSchema: Schema<Readonly<Record<string, readonly string[]>>> = record(array(text));

/** Front matter of exercise.md. */
export function exerciseSchema(kinds: CheckKinds) {
  const { check, hint } = checkShapes(kinds);
  return object({
    title: text,
    summary: text,
    minutes: number({ min: 1, max: 120, integer: true }),
    prerequisites: optional(array(text)),
    open: optional(array(text, { min: 1 })),
    panes: optional(array(choice(['editor', 'terminal']), { min: 1 })),
    goal: optional(text),
    context: optional(context),
    build: optional(build),
    secrets: optional(record(text, 'texts to follow, by id')),
    predict: optional(record(prediction, 'questions to answer before the build is looked at, by id')),
    checks: record(check, 'checks by id, most important first'),
    hints: array(hint, { min: 2 }),
    formerly: optional(array(text)),
  });
}
export type ExerciseFront = Infer<ReturnType<typeof exerciseSchema>>;

const lessonShape = object({
  title: text,
  summary: text,
  minutes: number({ min: 1, max: 120, integer: true }),
  formerly: optional(array(text)),
});
export type LessonFront = Infer<typeof lessonShape>;

const overlayShape = object({
  base: optional(choice(['starter', 'solution'])),
  remove: optional(array(text)),
  context: optional(context),
  build: optional(build),
});
export type OverlayFront = Infer<typeof overlayShape>;
export type ContextFront = Infer<typeof context>;
export type BuildFront = Infer<typeof build>;

export const lessonSchema: Schema<LessonFront> = lessonShape;
export const overlaySchema: Schema<OverlayFront> = overlayShape;

/** A mistake of an author: stops the build with file, line and key. */
export function contentError(message: string): Error {
  return Object.assign(new Error(message), { name: 'ContentError' });
}

/** Front matter and the text after it; `bodyLine` is the 1-based line at which the text begins. */
export interface Parts {
  readonly yaml: string;
  readonly body: string;
  readonly bodyLine: number;
}

/** Splits a Markdown file at its front matter. Throws a content error when there is none. */
export function split(file: string, source: string): Parts {
  const match = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (!match) throw contentError(`${file}:1: begins with front matter between two lines of ---`);
  const bodyLine = match[0].split('\n').length;
  return { yaml: match[1] ?? '', body: source.slice(match[0].length), bodyLine };
}

/** Reads YAML and checks it. Throws a content error that lists every problem with file, line and key. */
export function readYaml<T>(
  schema: Schema<T>,
  { file, yaml, line = 1 }: { file: string; yaml: string; line?: number },
): T {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, uniqueKeys: true });
  const lineAt = (offset: number): number => line + counter.linePos(offset).line - 1;
  const [broken] = document.errors;
  if (broken) throw contentError(`${file}:${lineAt(broken.pos[0])}: ${broken.message.split('\n')[0]}`);
  const octal = /\bmode:\s*0o/.exec(yaml) ?? /0o[0-7]{3,4}\b/.exec(yaml);
  if (octal) throw contentError(`${file}:${lineAt(octal.index)}: permission bits are written 0755, without an o`);
  const result = schema.check(document.toJS());
  if (result.ok) return result.value;
  const problems = result.problems.map(({ path, message }) => {
    const offset = offsetOf(document, path);
    return `${file}:${lineAt(offset)}: ${path || 'front matter'} ${message}`;
  });
  throw contentError(problems.join('\n'));
}

/** Where the deepest key of `path` that exists stands in the text. */
function offsetOf(document: Document.Parsed, path: string): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of keysOf(path)) {
    const pair = isMap(node)
      ? node.items.find((item) => String((item.key as { value?: unknown }).value) === part)
      : undefined;
    const next: unknown = pair ? pair.value : (node as { items?: unknown[] } | null)?.items?.[Number(part)];
    const place = (pair?.key ?? next) as YamlNode | undefined;
    if (!place?.range) return offset;
    offset = place.range[0];
    node = next;
  }
  return offset;
}

function keysOf(path: string): string[] {
  return path.split(/[.[\]]/).filter((part) => part !== '');
}
