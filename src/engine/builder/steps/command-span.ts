import type { Span } from '../../base/span.ts';
import type { RunStep } from '../../dockerfile/plan.ts';
import { toFile } from '../../dockerfile/index.ts';
import type { Heredoc, RunInstruction } from '../../dockerfile/syntax.ts';

/** Where a part of the text that a RUN gave to its shell stands in the Dockerfile; the whole instruction when that is unclear. */
export function commandSpan(step: RunStep, span: Span): Span | undefined {
  const { instruction } = step;
  if (instruction?.kind !== 'run' || step.onBuild) return undefined;
  const whole = instruction.node.span;
  if (instruction.form !== 'shell') return whole;
  const start = place(instruction, step, span.start);
  const end = span.end > span.start ? place(instruction, step, span.end - 1) : start;
  return start === undefined || end === undefined ? whole : { start, end: span.end > span.start ? end + 1 : end };
}

function place(instruction: RunInstruction, step: RunStep, offset: number): number | undefined {
  const text = step.args.at(-1) ?? '';
  const { node, heredocs } = instruction;
  const [only] = heredocs;
  if (only && heredocs.length === 1 && text === only.content) return inHeredoc(only, offset);
  const command = node.args[0]?.value ?? '';
  const at = node.original.lastIndexOf(command);
  if (offset < command.length && at !== -1 && text.startsWith(command)) return toFile(node.segments, at + offset);
  // `RUN cat <<EOF` gives command, bodies and end words to the shell, one after the other.
  let from = command.length + 1;
  for (const heredoc of heredocs) {
    if (offset >= from && offset < from + heredoc.content.length) return inHeredoc(heredoc, offset - from);
    from += heredoc.content.length + heredoc.name.length + 1;
  }
  return undefined;
}

/** `<<-` takes tabs away, so that only whole bodies keep their offsets. */
function inHeredoc(heredoc: Heredoc, offset: number): number | undefined {
  return heredoc.chomp ? undefined : heredoc.span.start + offset;
}
