import type { EvidenceView } from '../../../engine/grade/view.ts';

/** Names of steps that a message may mention, the longest first: one name can be the beginning of another. */
export function stepNames({ steps, predictions }: Pick<EvidenceView, 'steps' | 'predictions'>): readonly string[] {
  const asked = predictions.filter(({ kind }) => kind === 'reruns').flatMap(({ options }) => options);
  return [...new Set([...steps.map(({ name }) => name), ...asked])].toSorted((a, b) => b.length - a.length);
}

/**
 * A message of the engine with names of steps and what stands in “quotes” (a command, a line of the log) between backticks,
 * so that `Words` sets them as code. What is between backticks already stays as it is.
 */
export function withCode(text: string, names: readonly string[]): string {
  return text
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? piece : marked(piece, names)))
    .join('`');
}

function marked(text: string, names: readonly string[]): string {
  const found = names.filter((name) => text.includes(name) && !name.includes('`'));
  const quoted = text.replace(/“([^”`]*)”/g, '`$1`');
  return quoted
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? piece : named(piece, found)))
    .join('`');
}

/** The first name that is there, then what stands before and behind it. */
function named(text: string, names: readonly string[]): string {
  const name = names.find((one) => text.includes(one));
  if (name === undefined) return text;
  const at = text.indexOf(name);
  return `${named(text.slice(0, at), names)}\`${name}\`${named(text.slice(at + name.length), names)}`;
}
