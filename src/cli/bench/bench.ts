import { existsSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { contentFolder, exerciseFolders, readExercise, readWorkspace } from '../../content/compile/index.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import type { World } from '../../engine/builder/index.ts';
import { evaluate, parse } from '../../engine/dockerfile/index.ts';
import type { Attempt, ExerciseSpec, Files } from '../../engine/grade/check.ts';
import { checkKinds, plugins } from '../../engine/grade/check-kinds.ts';
import { createMemo, examine, grade, hints, summarise } from '../../engine/grade/index.ts';
import type { Memo } from '../../engine/grade/index.ts';
import { lint } from '../../engine/lint/index.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { dockerLines } from './docker.ts';
import { buildScratch, buildSteps, SCRATCH } from './builds.ts';

const written = import.meta.glob<string>('../../../content/lessons/**/Dockerfile', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Milliseconds of each of `rounds` runs, sorted; a quarter as many before them do not count: they are being compiled. */
function times(rounds: number, run: () => void): number[] {
  for (let round = 0; round < rounds / 4; round++) run();
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

export { dockerLines };

/** What a real daemon is asked to build, and our build of it. */
export function scratch(): {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly ms: number;
  readonly log: string;
} {
  return { ...SCRATCH, ...buildScratch(20) };
}

/** Lines of the report: ratios within one run, of the best tenth of times, since machines differ and are shared. */
export async function measure(root: string): Promise<string[]> {
  return [...parserLines(), ...growthLines(), ...(await exerciseLines(root))];
}

function parserLines(): string[] {
  const texts = Object.values(written);
  const ours = at(
    times(200, () => texts.forEach((text) => parse(text))),
    0.1,
  );
  const theirs = at(
    times(200, () => texts.forEach((text) => instructionsOf(text))),
    0.1,
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
  // side by side: the processor's speed and the garbage collector change from second to second
  const rounds = Array.from({ length: 9 }, () => (4 * buildSteps(200, 1)) / buildSteps(50, 1, 4));
  const steps = rounds.slice(1).toSorted((one, other) => one - other)[4] ?? Number.NaN;
  return [
    `growth: a build of 200 steps takes ${steps.toFixed(1)} times as long as one of 50 (linear is 4)`,
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

/** Milliseconds on the clock, and of processor time: what other programs took is not in the second, what V8 does beside is. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
}

interface Edit {
  /** Parse, evaluate, lint and build. */
  readonly build: Taken;
  /** The same with checks, their other builds, hints and the view of the page. */
  readonly all: Taken;
}

async function exerciseLines(root: string): Promise<string[]> {
  const rows: { id: string; first: Edit; p95: Edit }[] = [];
  for (const [id, folder] of exerciseFolders(contentFolder(root))) {
    const { exercise } = await readExercise(folder, { kinds: checkKinds });
    const solved = existsSync(`${folder}/solution`) ? readWorkspace(`${folder}/solution`) : {};
    const files = { ...exercise.spec.starter, ...solved };
    // an exercise on a machine alone builds nothing after an edit
    if (!files['Dockerfile']) continue;
    rows.push({ id, ...editTimes(exercise.spec, files) });
  }
  const slowest = rows.toSorted((a, b) => b.p95.build.cpu - a.p95.build.cpu)[0];
  if (!slowest) return [];
  return [
    `exercise: lint, plan and build after an edit, slowest of ${rows.length} (${slowest.id}): p95 ${both(slowest.p95.build)}, goal 16 ms`,
    ...rows.map(
      ({ id, first, p95 }) =>
        `  ${id}: p95 ${both(p95.build)}, with all checks ${both(p95.all)}; first ${both(first.all)}`,
    ),
  ];
}

const both = ({ wall, cpu }: Taken): string => `${ms(wall)} (processor ${ms(cpu)})`;

const shell = await shellWithJavaScript();

const EDITS = 100;
/** Edits after the first that do not count. */
const WARM = 10;

/** Edits as a learner types them, of a comment and of a line that all steps depend on in turn; each comes as a message would. */
function editTimes(spec: ExerciseSpec, files: Files): { first: Edit; p95: Edit } {
  const world = createWorld(allImages, allPackages, shell);
  const memo = createMemo();
  const base = files['Dockerfile']?.text ?? '';
  const edit = (round: number): Edit => {
    const early = round % 2 ? base.replace(/^FROM .*$/m, `$&\nENV EDIT=${round}`) : base;
    const text = `${early}\n# edit ${round}\n`;
    const attempt = { files: { ...files, Dockerfile: { text, mode: 0o644 } }, log: [] };
    return examined(world, structuredClone({ exercise: spec, attempt }), memo);
  };
  const first = edit(0);
  const edits = Array.from({ length: WARM + EDITS }, (_, round) => edit(round + 1)).slice(WARM);
  return { first, p95: { build: slow(edits.map(({ build }) => build)), all: slow(edits.map(({ all }) => all)) } };
}

function slow(taken: readonly Taken[]): Taken {
  const of = (part: keyof Taken) =>
    at(
      taken.map((one) => one[part]).toSorted((a, b) => a - b),
      0.95,
    );
  return { wall: of('wall'), cpu: of('cpu') };
}

function examined(
  world: World,
  question: { readonly exercise: ExerciseSpec; readonly attempt: Attempt },
  memo: Memo,
): Edit {
  const used = process.cpuUsage();
  const began = performance.now();
  const taken = (): Taken => {
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - began, cpu: (user + system) / 1000 };
  };
  const evidence = examine(world, { ...question, kinds: checkKinds, plugins }, memo);
  const build = taken();
  const results = grade(question.exercise, evidence);
  hints(question.exercise, evidence);
  summarise(evidence, results);
  return { build, all: taken() };
}
