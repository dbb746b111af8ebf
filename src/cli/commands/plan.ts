import { evaluate, parse } from '../../engine/dockerfile/index.ts';
import type { Evaluation, PlanImage, PlanStage } from '../../engine/dockerfile/plan.ts';
import { lintBuild } from '../../engine/lint/index.ts';
import type { Command } from '../command.ts';
import { BUILD_OPTIONS, BUILD_USAGE, ignoreBeside, place, planFlags } from '../dockerfile-input.ts';
import { readFlags } from '../flags.ts';
import { evaluationAnswer } from '../oracle/plan.ts';

export default {
  summary: 'show what a build would do: stages, steps, image config, history',
  usage: `plan FILE [OPTIONS]

  FILE                    a Dockerfile; - is standard input
${BUILD_USAGE}
  --json                  the plan in the format of the golden data

Base images are taken as existing, with nothing but PATH set. Status 0: it would start, 1: it would not.`,
  async run(args, io) {
    const { values, positionals } = readFlags(args, BUILD_OPTIONS, ['FILE']);
    const file = positionals[0] ?? '-';
    const dockerfile = parse(await io.read(file));
    const evaluation = evaluate(dockerfile, planFlags(values));
    const { error } = lintBuild({ dockerfile, evaluation, ignore: await ignoreBeside(io, file) });
    if (values.json) {
      const { message, line, endLine } = error ?? { message: '', line: 0, endLine: 0 };
      const answer = error ? { error: { message, line, endLine } } : evaluationAnswer(evaluation);
      await io.out(`${JSON.stringify(answer, undefined, 2)}\n`);
    } else if (error) io.err(`${place(file, error.line)}${error.message}\n`);
    else await io.out(describe(evaluation));
    return error ? 1 : 0;
  },
} satisfies Command;

function describe({ stages, steps, image, history }: Evaluation): string {
  const parts = [
    section('Stages', stages.map(describeStage)),
    section(
      'Steps',
      steps.map((step) => step.name),
    ),
    section('Image', image ? describeImage(image) : []),
    section(
      'History',
      history.map(({ createdBy, empty }) => `${empty ? '      ' : 'layer '}${createdBy}`),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  const shown = lines.length > 0 ? lines.flatMap((line) => line.split('\n')) : ['none'];
  return [title, ...shown.map((line) => `  ${line}`)].join('\n');
}

function describeStage({ index, name, baseName, platform, reachable, isTarget, deps, implicit }: PlanStage): string {
  const use = isTarget ? 'target' : reachable ? 'needed' : 'not needed';
  const sources = deps.length > 0 ? `, copies from ${deps.join(', ')}` : '';
  return `${index}  ${name || (implicit ? '(image)' : '(unnamed)')}  from ${baseName}, ${platform}, ${use}${sources}`;
}

/** One line a setting, as JSON, in the order of the config. */
function describeImage(image: PlanImage): string[] {
  return Object.entries(image).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
}
