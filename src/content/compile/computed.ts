import { array, choice, object, optional, record, string } from '../../engine/base/schema.ts';
import type { Infer, Schema } from '../../engine/base/schema.ts';
import { change, step } from '../../engine/grade/params.ts';
import { contentError, readYaml } from './front-matter.ts';
import { readSession } from './session-text.ts';
import type { SessionLine } from './session-text.ts';

/** Blocks of a lesson that become something else: a question, a table, a session with its output. See content/README.md. */
export type Computed =
  | {
      readonly kind: 'predict';
      readonly spec: PredictSpec;
      /** Parts of it that are Markdown, as HTML; empty until the lesson is put together. */
      readonly html: { readonly code: string; readonly because: string };
    }
  | { readonly kind: 'cache-matrix'; readonly spec: MatrixSpec }
  | { readonly kind: 'session'; readonly lines: readonly SessionLine[] };

const text = string({ min: 1 });

const fact = object({ kind: text, with: optional(anything()) });

function anything(): Schema<unknown> {
  return { optional: false, json: {}, check: (value) => ({ ok: true, value }) };
}

/** What can be chosen: names of steps or paths; or statements, with the check that judges each. */
const options: Schema<Options> = {
  optional: false,
  json: { anyOf: [array(text).json, record(fact).json] },
  check(value, path) {
    if (Array.isArray(value)) {
      const list = array(text, { min: 2 }).check(value, path);
      return list.ok ? { ok: true, value: { list: list.value, facts: {} } } : list;
    }
    const facts = record(fact).check(value, path);
    return facts.ok ? { ok: true, value: { list: [], facts: facts.value } } : facts;
  },
};

interface Options {
  readonly list: readonly string[];
  readonly facts: Readonly<Record<string, Infer<typeof fact>>>;
}

const place = {
  title: optional(text),
  demo: optional(text),
  dockerfile: optional(text),
  target: optional(text),
  platform: optional(text),
};

const predictShape = object({
  ...place,
  question: text,
  kind: choice(['reruns', 'stages', 'files', 'facts', 'prints']),
  with: optional(change),
  options: optional(options),
  in: optional(choice(['image', 'layers'])),
  step: optional(step),
  session: optional(text),
  after: optional(text),
  because: optional(text),
  draws: optional(array(choice(['stages', 'layers', 'timeline', 'map']), { min: 1 })),
  signals: optional(text),
});
export type PredictSpec = Infer<typeof predictShape>;

const matrixShape = object({ ...place, edits: record(change, 'name of the edit → what it changes') });
export type MatrixSpec = Infer<typeof matrixShape>;

/** Languages of the blocks that are computed. */
export const COMPUTED: readonly Computed['kind'][] = ['predict', 'cache-matrix', 'session'];

/** Reads such a block; undefined for another language. Throws a content error with file, line and key. */
export function readComputed(
  language: string,
  source: { readonly file: string; readonly yaml: string; readonly line: number },
): Computed | undefined {
  if (language === 'cache-matrix') return { kind: language, spec: readYaml(matrixShape, source) };
  if (language === 'session') return { kind: language, lines: readSession(source.yaml, source) };
  if (language !== 'predict') return undefined;
  const spec = readYaml(predictShape, source);
  const wrong = predictProblem(spec);
  if (wrong) throw contentError(`${source.file}:${source.line}: ${wrong}`);
  return { kind: language, spec, html: { code: '', because: '' } };
}

/** What the schema cannot say: which kind takes which options. */
function predictProblem({ kind, options: given, in: where, step: query }: PredictSpec): string | undefined {
  const facts = Object.keys(given?.facts ?? {}).length;
  if (kind === 'facts')
    return facts > 1 ? undefined : 'options of kind facts are two or more: statement → { kind, with }';
  if (facts > 0) return `options of kind ${kind} are a list`;
  if (kind === 'prints') return given ? undefined : 'kind prints needs options: lines to choose from';
  if (kind === 'files') return given ? undefined : 'kind files needs options: the paths to choose from';
  if (where !== undefined || query !== undefined) return 'in and step belong to kind files';
  return kind === 'stages' && given ? 'options of kind stages are the stages of the file; none are given' : undefined;
}
