import { DockerfileParser } from 'dockerfile-ast';
import { contentFolder, exerciseFolders, readExercise, readWorkspace } from '../../content/compile/index.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../../engine/build/index.ts';
import { evaluate, parse } from '../../engine/dockerfile/index.ts';
import { checkKinds, createMemo, examine, grade } from '../../engine/grade/index.ts';
import { lint } from '../../engine/lint/index.ts';
import { shell } from '../../engine/shell/index.ts';

const written = import.meta.glob<string>('../../../content/lessons/**/Dockerfile', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Milliseconds of each of `rounds` runs, sorted; a few runs before them do not count. */
function times(rounds: number, run: () => void): number[] {
  for (let round = 0; round < Math.min(5, rounds); round++) run();
  const all = Array.from({ length: rounds }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return all.toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** Lines of the report: ratios within one run, of the best tenth of times, since machines differ and are shared. */
export async function measure(root: string): Promise<string[]> {
  return [...parserLines(), ...growthLines(), ...(await exerciseLines(root))];
}

function parserLines(): string[] {
  const texts = Object.values(written);
  const ours = at(
    times(40, () => texts.forEach((text) => parse(text))),
    0.5,
  );
  const theirs = at(
    times(40, () => texts.forEach((text) => instructionsOf(text))),
    0.5,
  );
  return [
    `parser: ${texts.length} Dockerfiles of the course in ${ms(ours)}, dockerfile-ast ${ms(theirs)}: ${(theirs / ours).toFixed(1)} times as fast (goal 8)`,
  ];
}

/** What a tool built on dockerfile-ast has to ask for, to know what ours returns: keyword, flags and arguments of each instruction. */
function instructionsOf(text: string): number {
  let count = 0;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    count += instruction.getKeyword().length + instruction.getArguments().length;
  }
  return count;
}

function growthLines(): string[] {
  const ratio = checkTime(repeated(5000), 7) / checkTime(repeated(50), 60);
  return [
    `growth: parse, evaluate and lint of 5,000 lines take ${ratio.toFixed(0)} times as long as of 50 (linear is 100)`,
  ];
}

function checkTime(text: string, rounds: number): number {
  const check = () => {
    const dockerfile = parse(text);
    lint({ dockerfile, evaluation: evaluate(dockerfile, {}), ignore: undefined });
  };
  return at(times(rounds, check), 0.1);
}

/** A file of `lines` lines: stages that copy from one another, RUN lines with continuations, variables. */
function repeated(lines: number): string {
  const text: string[] = [];
  for (let stage = 0; text.length < lines; stage++) {
    text.push(`FROM alpine:3.22 AS stage${stage}`, `ARG VERSION=${stage}`, 'ENV NAME=app-$VERSION', 'WORKDIR /src');
    text.push(
      'RUN apk add --no-cache curl~8 \\',
      `    && echo "$NAME" > /name${stage}`,
      `COPY src/a${stage} /a`,
      'USER 10001',
      'CMD ["/a"]',
      '',
    );
  }
  return `${text.slice(0, lines).join('\n')}\n`;
}

async function exerciseLines(root: string): Promise<string[]> {
  const world = createWorld(allImages, allPackages, shell);
  const rows: { id: string; first: number; p95: number }[] = [];
  for (const [id, folder] of exerciseFolders(contentFolder(root))) {
    const { exercise } = await readExercise(folder, { kinds: checkKinds });
    const files = { ...exercise.spec.starter, ...readWorkspace(`${folder}/solution`) };
    const memo = createMemo();
    let round = 0;
    const run = () => {
      // each round is an edit, as when a learner types
      const text = `${files['Dockerfile']?.text ?? ''}\n# edit ${round++}\n`;
      const attempt = { files: { ...files, Dockerfile: { text, mode: 0o644 } }, log: [] };
      grade(exercise.spec, examine(world, { exercise: exercise.spec, attempt }, memo));
    };
    const began = performance.now();
    run();
    const first = performance.now() - began;
    rows.push({ id, first, p95: at(times(60, run), 0.95) });
  }
  const slowest = rows.toSorted((a, b) => b.p95 - a.p95)[0];
  if (!slowest) return [];
  return [
    `exercise: lint, plan, build and all checks after an edit, slowest of ${rows.length} (${slowest.id}): p95 ${ms(slowest.p95)} (goal 16 ms), first build ${ms(slowest.first)}`,
    ...rows.map(({ id, first, p95 }) => `  ${id}: first ${ms(first)}, p95 ${ms(p95)}`),
  ];
}
