import type { Evidence, PredictionSpec } from '../../engine/grade/check.ts';
import { predict } from '../../engine/grade/index.ts';
import { judge, under } from '../../engine/grade/judge.ts';
import { isAnyDoubt } from '../../engine/grade/assumptions.ts';
import { rebuildOf } from '../../engine/grade/params.ts';
import type { Change } from '../../engine/grade/params.ts';
import type { PredictOption } from '../model.ts';
import type { PredictSpec } from './computed.ts';
import { contentError } from './front-matter.ts';

/** The options of a question with the engine's answer. Throws a content error when there is none to be had. */
export function answerTo(spec: PredictSpec, evidence: Evidence): readonly PredictOption[] {
  if (spec.with) mustApply(spec.with, evidence);
  if (spec.kind === 'facts') return factOptions(spec, evidence);
  if (spec.kind === 'prints') throw contentError('of kind prints is about a machine, not a build');
  const options = predicted(spec, spec.kind, evidence);
  const right = options.filter((option) => option.right).length;
  if (options.length < 2) throw contentError('asks for a choice where there is only one option');
  if (right === 0 || right === options.length)
    throw contentError(`has ${right === 0 ? 'no option' : 'every option'} in its answer: nothing is to be told apart`);
  return options;
}

/** A change that changes nothing is a slip of the author. Throws a content error. */
export function mustApply({ files = {} }: Change, { attempt }: Evidence): void {
  for (const [path, edit] of Object.entries(files)) {
    const text = edit?.text ?? attempt.files[path]?.text ?? '';
    const absent = Object.keys(edit?.replace ?? {}).find((old) => !text.includes(old));
    if (absent !== undefined) throw contentError(`replaces “${absent}”, which ${path} does not contain`);
  }
}

function predicted(
  { with: change, options, in: place, step }: PredictSpec,
  kind: PredictionSpec['kind'],
  evidence: Evidence,
): readonly PredictOption[] {
  const spec: PredictionSpec = {
    id: 'lesson',
    html: '',
    kind,
    with: change ?? {},
    on: 'attempt',
    ...(place ? { in: place } : {}),
    ...(step ? { step } : {}),
    ...(options ? { options: options.list } : {}),
  };
  const found = predict(evidence, spec);
  if (!found) throw contentError(`asks about a build that fails${reasonOf(evidence)}`);
  if (isAnyDoubt(found.doubt)) throw contentError(`rests on something not simulated: ${found.doubt.what.join('; ')}`);
  const wanted = options?.list ?? found.options;
  const unknown = wanted.find((option) => !found.options.includes(option));
  if (unknown !== undefined) throw contentError(`has no step “${unknown}” but ${found.options.join(', ')}`);
  return wanted.map((option) => ({
    label: `\`${option}\``,
    right: found.right.includes(option),
    why: makerAsCode(shown(withoutName(found.why[option] ?? '', option), found.options)),
  }));
}

/** The sentence about an option that stands beside it. */
function withoutName(why: string, option: string): string {
  return why.startsWith(`${option} `) ? `It${why.slice(option.length)}` : why;
}

function reasonOf({ build }: Evidence): string {
  return build.error ? `: ${build.error.message}` : '';
}

/** Statements with what their checks say of them. */
export function factOptions({ with: change, options }: PredictSpec, evidence: Evidence): readonly PredictOption[] {
  const other = change ? under(evidence, rebuildOf(change)) : evidence;
  return Object.entries(options?.facts ?? {}).map(([label, { kind, with: params }]) => {
    const { status, message, why = '' } = judge(kind, params ?? {}, other);
    if (status === 'error' || status === 'not-simulated')
      throw contentError(`cannot judge “${label}”: ${sentence(message)} ${why}`.trim());
    const right = status === 'passed';
    return { label, right, why: shown([right ? 'True.' : 'False.', sentence(message), why].filter(Boolean).join(' ')) };
  });
}

/** The step at the end of a reason about a file, which is in no list: `[build 2/6] COPY . .` writes it. */
function makerAsCode(text: string): string {
  return text.replace(/(\[[^\]]*\d+\/\d+\] [^`]+) (writes|deletes) it\.$/, '`$1` $2 it.');
}

/** Names of steps, paths and what stands in quotes as code, as everywhere on the page. */
function shown(text: string, names: readonly string[] = []): string {
  const longest = names.toSorted((a, b) => b.length - a.length);
  const escaped = longest.map((name) => `(?<![\\w/-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`);
  const pattern = new RegExp([...escaped, '“[^”]*”'].join('|'), 'g');
  // in a list of all steps, their place is enough: `[build 2/6]`
  return text.replace(pattern, (found) => `\`${/^\[[^\]]+\]/.exec(found)?.[0] ?? found.replace(/[“”]/g, '')}\``);
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
