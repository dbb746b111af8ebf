import type { Fix } from '../base/diagnostic.ts';
import type { Span } from '../base/span.ts';
import type { Visit } from '../dockerfile/plan.ts';
import type { Node } from '../dockerfile/syntax.ts';
import type { Finding, LintInput } from './rule.ts';

/**
 * The instructions that BuildKit's parser reaches: all of a good file, those up to a wrong instruction, none of a file
 * that cannot be split into instructions. `wrong`: the wrong one itself is looked at too, as for FROM.
 */
export function parsedNodes({ dockerfile }: LintInput, wrong = false): readonly Node[] {
  const { error, nodes } = dockerfile;
  if (!error) return nodes;
  return error.kind === 'syntax' ? [] : nodes.filter(({ line }) => (wrong ? line <= error.line : line < error.line));
}

/**
 * A finding on an instruction as it was evaluated: a trigger of ONBUILD is reported at the FROM that ran it, and has no
 * comments of its own.
 */
export function atVisit(
  visit: Visit,
  message: string,
  options: { span?: Span; fixes?: readonly Fix[]; silencedBy?: Node } = {},
): Finding {
  const { node } = visit.instruction;
  const span = options.span ?? (visit.onBuild ? visit.span : node.keyword.span);
  const { fixes, silencedBy = node } = options;
  return { message, span, line: visit.line, endLine: visit.endLine, silencedBy, ...(fixes && { fixes }) };
}

/** The instruction word as written, which is how BuildKit's messages spell it. */
export function commandWord(visit: Visit): string {
  return visit.instruction.node.keyword.value;
}

/** Where `$name` or `${name…}` stands in an instruction; its keyword when it is not found. */
export function variableSpan({ instruction, onBuild, span }: Visit, name: string): Span {
  if (onBuild) return span;
  const { node } = instruction;
  // names can be signs: $?, $*
  const quoted = name.replaceAll(/[^\w]/g, String.raw`\$&`);
  const pattern = new RegExp(String.raw`\$(?:${quoted}(?!\w)|\{${quoted}(?!\w)[^}]*\}?)`);
  for (const { value, span: place } of [...node.args, ...node.flags.map(flagToken)]) {
    const match = pattern.exec(value);
    // the value may be shorter than its text where quotes were removed; then the whole word is marked
    if (match)
      return place.end - place.start === value.length
        ? { start: place.start + match.index, end: place.start + match.index + match[0].length }
        : place;
  }
  return node.keyword.span;
}

function flagToken({ text, span }: Node['flags'][number]): { value: string; span: Span } {
  return { value: text, span };
}
