import type { StepResult } from '../../builder/result.ts';
import { glob } from '../glob.ts';
import type { StepQuery } from '../params.ts';

/** Steps of a build that do what `query` says; see content/README.md, "Steps". */
export function findSteps(steps: readonly StepResult[], query: StepQuery): readonly StepResult[] {
  return steps.filter((step) => fits(step, query));
}

/** True for the steps that a builder caches one by one: RUN, COPY, ADD and WORKDIR. */
export function isWork({ plan }: StepResult): boolean {
  return plan.kind !== 'from';
}

/** Longest name of a step within a sentence. */
const LONG = 80;

/** The name of a step as the log prints it, short enough for a sentence. */
export function called({ plan: { name } }: StepResult): string {
  return name.length > LONG ? `${name.slice(0, LONG - 1)}…` : name;
}

function fits(step: StepResult, query: StepQuery): boolean {
  const { creates, binary, reads, output, kind } = query;
  if (kind !== undefined && step.plan.kind !== kind) return false;
  if (creates !== undefined && !createsPath(step, creates)) return false;
  if (binary !== undefined && binary !== createsProgram(step)) return false;
  if (reads !== undefined && !step.inputs.some(anchored(reads))) return false;
  return (
    output === undefined ||
    step.log
      .map((chunk) => chunk.text)
      .join('')
      .includes(output)
  );
}

function anchored(pattern: string): (path: string) => boolean {
  const matches = glob(pattern);
  return (path) => matches(path.replace(/^\//, ''));
}

function createsPath({ layer }: StepResult, pattern: string): boolean {
  const matches = glob(pattern);
  for (const [path, entry] of layer?.entries ?? []) if (entry && matches(path)) return true;
  return false;
}

function createsProgram({ layer, plan }: StepResult): boolean {
  if (plan.kind !== 'run') return false;
  for (const entry of layer?.entries.values() ?? []) if (entry?.program?.format === 'elf') return true;
  return false;
}

/** A query in words, for messages: "the step that creates /app/dist". */
export function describeQuery({ creates, binary, reads, output, kind }: StepQuery): string {
  const parts = [
    creates === undefined ? undefined : `creates ${creates}`,
    binary === undefined ? undefined : binary ? 'compiles the program' : 'compiles nothing',
    reads === undefined ? undefined : `reads ${reads}`,
    output === undefined ? undefined : `prints “${output}”`,
  ].filter((part) => part !== undefined);
  const noun = kind === undefined ? 'step' : `${kind.toUpperCase()} step`;
  return parts.length ? `the ${noun} that ${parts.join(' and ')}` : `a ${noun}`;
}
