import { createMemo, evaluate, examine, grade, hints, lint, parse, summarise } from '../engine/index.ts';
import type { EvidenceView, Memo, World } from '../engine/index.ts';
import type { Diagnostic } from '../engine/base/diagnostic.ts';
import type { Evidence, ExerciseSpec } from '../engine/grade/check.ts';
import { complete, definition, fixesAt, hover, outline } from './language/index.ts';
import type { Source } from './language/index.ts';
import { PROGRAMS, LIMIT } from './protocol.ts';
import type { EngineApi, ExamineQuestion } from './protocol.ts';
import { specOf } from './spec-of.ts';
import { viewAnswers } from './views/answers.ts';
import { whatIf } from './what-if.ts';
import type { Atlas } from './world.ts';

/** What is kept between questions. Everything in it can be worked out again. */
interface Kept {
  world: World | undefined;
  exercise: string;
  memo: Memo;
  /** The last view, for the text it belongs to. */
  view: EvidenceView | undefined;
  text: string;
  source: Source | undefined;
}

/** The engine behind the worker's questions. `references` are the images that completion offers. */
export function createApi(atlas: Atlas, references: readonly string[]): EngineApi {
  const kept: Kept = {
    world: undefined,
    exercise: '',
    memo: createMemo(),
    view: undefined,
    text: '',
    source: undefined,
  };

  function worldNow(): World {
    const world = atlas.world();
    if (!world) throw new Error('image data is not loaded');
    if (world !== kept.world) Object.assign(kept, { world, memo: createMemo(), source: undefined });
    return world;
  }

  function evidenceOf(question: ExamineQuestion): Evidence {
    const world = worldNow();
    refuseTooMany(question.attempt.files['Dockerfile']?.text ?? '');
    if (kept.exercise !== question.exercise.id)
      Object.assign(kept, { exercise: question.exercise.id, memo: createMemo() });
    return examine(world, question, kept.memo);
  }

  function remember(view: EvidenceView, evidence: Evidence): EvidenceView {
    Object.assign(kept, { view, text: evidence.dockerfile.text, source: undefined });
    return view;
  }

  function sourceOf(text: string, paths: readonly string[]): Source {
    const known = kept.source;
    if (known?.dockerfile.text === text) return { ...known, paths };
    return (kept.source = makeSource(kept, { text, paths, references, world: atlas.world() }));
  }

  return {
    ready: () => true,
    prepare: ({ files, exercise }) => atlas.load(textsOf(files['Dockerfile']?.text ?? '', exercise)),
    fetchWanted: () => atlas.fetchWanted(),
    examine(question) {
      const evidence = evidenceOf(question);
      const results = grade(question.exercise, evidence);
      const view = remember(summarise(evidence, results), evidence);
      return settled(atlas, { view, results, hints: hints(question.exercise, evidence) });
    },
    playground(question) {
      const evidence = evidenceOf({ exercise: specOf(question), attempt: { files: question.files, log: [] } });
      return settled(atlas, { view: remember(summarise(evidence, []), evidence) });
    },
    ...viewAnswers((exercise, files) => settled(atlas, evidenceOf({ exercise, attempt: { files, log: [] } }))),
    whatIf({ subject, change }) {
      const exercise = 'exercise' in subject ? subject.exercise : specOf(subject);
      return settled(atlas, whatIf(evidenceOf({ exercise, attempt: { files: subject.files, log: [] } }), change));
    },
    complete: (question) => complete(sourceOf(question.text, question.paths), question.offset),
    hover: (question) => hover(sourceOf(question.text, question.paths), question.offset),
    definition: (question) => definition(sourceOf(question.text, question.paths), question.offset),
    fixes({ text, paths, offset, end }) {
      const found = kept.view && kept.text === text ? kept.view.problems : lintOf(sourceOf(text, paths));
      return fixesAt(found, offset, end);
    },
    outline: (text) => outline(sourceOf(text, []).dockerfile),
  };
}

/** What was worked out without a program that a build ran is no answer. */
function settled<A>(atlas: Atlas, answer: A): A {
  if (!atlas.wantsPrograms()) return answer;
  const error = new Error('a program that the build runs is not loaded');
  error.name = PROGRAMS;
  throw error;
}

/** A thousand steps build in a third of a second; many more would keep the learner waiting for nothing of use. */
const MOST_STEPS = 2000;

function refuseTooMany(text: string): void {
  const steps = parse(text).nodes.filter((node) => node.name !== 'from').length;
  if (steps <= MOST_STEPS) return;
  const error = new Error('More than 2,000 instructions are not built. Shorten the Dockerfile to see results again.');
  error.name = LIMIT;
  throw error;
}

/** Texts in which images may be named: the Dockerfile, and what the exercise compares it with or changes it to. */
function textsOf(dockerfile: string, exercise: ExerciseSpec | undefined): string[] {
  if (!exercise) return [dockerfile];
  return [dockerfile, exercise.starter['Dockerfile']?.text ?? '', JSON.stringify([exercise.checks, exercise.hints])];
}

function lintOf({ dockerfile, evaluation }: Source): readonly Diagnostic[] {
  return lint({ dockerfile, evaluation, ignore: undefined }).findings;
}

interface Making {
  readonly text: string;
  readonly paths: readonly string[];
  readonly references: readonly string[];
  readonly world: World | undefined;
}

function makeSource(kept: Kept, { text, paths, references, world }: Making): Source {
  const dockerfile = parse(text);
  const image = (reference: string, platform: string) => world?.image(reference, platform);
  return {
    dockerfile,
    evaluation: evaluate(dockerfile, { image: (reference, platform) => image(reference, platform)?.config }),
    paths,
    references,
    image(reference, platform) {
      const found = image(reference, platform);
      if (!found) return undefined;
      const { config, size, assumed, os } = found;
      return { reference, config, size, assumed, shell: os.shell, libc: os.libc };
    },
    steps: kept.view && kept.text === text ? kept.view.steps : [],
  };
}
