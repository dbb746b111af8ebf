import { createMemo, evaluate, examine, grade, hints, parse, summarise } from '../engine/index.ts';
import type { EvidenceView, Memo, World } from '../engine/index.ts';
import type { Evidence, ExerciseSpec, Files } from '../engine/grade/check.ts';
import { editorQuestions } from './editor-questions.ts';
import type { EditorPart, Known } from './editor-questions.ts';
import { hostQuestions } from './host-questions.ts';
import type { HostPart, LooksPart } from './host-questions.ts';
import { measured } from './measured.ts';
import { PARTS, LIMIT } from './protocol.ts';
import type { EngineApi, ExamineQuestion } from './protocol.ts';
import { specOf } from './spec-of.ts';
import { viewQuestions } from './view-questions.ts';
import type { ViewsPart } from './view-questions.ts';
import type { Named } from './parts.ts';
import type { Atlas } from './world.ts';

/** What is kept between questions. Everything in it can be worked out again. */
interface Kept {
  world: World | undefined;
  exercise: string;
  memo: Memo;
  /** The last view, for the text it belongs to. */
  view: EvidenceView | undefined;
  text: string;
  source: Known | undefined;
}

/** The engine behind the worker's questions. */
export function createApi(atlas: Atlas): EngineApi {
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
    return examine(world, { ...question, kinds: atlas.kinds, plugins: atlas.plugins }, kept.memo);
  }

  function remember(view: EvidenceView, evidence: Evidence): EvidenceView {
    Object.assign(kept, { view, text: evidence.dockerfile.text, source: undefined });
    return view;
  }

  function sourceOf(text: string, paths: readonly string[]): Known {
    const known = kept.source;
    if (known?.dockerfile.text === text) return { ...known, paths };
    return (kept.source = makeSource(kept, { text, paths, world: atlas.world() }));
  }

  const brought = createBrought();
  const evidenceFor = (exercise: ExerciseSpec, files: Files) =>
    settled(atlas, evidenceOf({ exercise, attempt: { files, log: [] } }));

  return {
    ready: () => true,
    prepare: ({ files, exercise }) => atlas.load(namedIn(files, exercise)),
    fetchWanted: () => atlas.fetchWanted(),
    bring: (part) => brought.bring(part),
    examine: (question) =>
      measured('drydock:examine', () => {
        const evidence = measured('drydock:build', () => evidenceOf(question));
        const results = grade(question.exercise, evidence);
        const view = remember(summarise(evidence, results), evidence);
        return settled(atlas, { view, results, hints: hints(question.exercise, evidence) });
      }),
    playground(question) {
      const evidence = evidenceOf({ exercise: specOf(question), attempt: { files: question.files, log: [] } });
      return settled(atlas, { view: remember(summarise(evidence, []), evidence) });
    },
    ...viewQuestions(brought.views, { examine: evidenceFor, settled: (answer) => settled(atlas, answer) }),
    ...hostQuestions(brought, { atlas, settled: (answer) => settled(atlas, answer) }),
    ...editorQuestions(brought.editor, {
      sourceOf,
      problemsOf: (text) => (kept.view && kept.text === text ? kept.view.problems : undefined),
    }),
  };
}

function there<T>(part: T | undefined): T {
  if (!part) throw new Error('this question was asked before its part was brought');
  return part;
}

interface Brought {
  bring(part: 'editor' | 'views' | 'host' | 'looks'): Promise<void>;
  /** Each throws while it is not there. */
  editor(): EditorPart;
  views(): ViewsPart;
  host(): HostPart;
  looks(): LooksPart;
}

function createBrought(): Brought {
  let editor: EditorPart | undefined;
  let views: ViewsPart | undefined;
  let host: HostPart | undefined;
  let looks: LooksPart | undefined;
  return {
    async bring(part) {
      if (part === 'editor') editor ??= await import('./language/index.ts');
      else if (part === 'views') views ??= await import('./views/index.ts');
      else if (part === 'host') host ??= await import('./host/index.ts');
      else looks ??= await import('../engine/docker/views/index.ts');
    },
    editor: () => there(editor),
    views: () => there(views),
    host: () => there(host),
    looks: () => there(looks),
  };
}

/** What was worked out without a part that was needed is no answer. */
function settled<A>(atlas: Atlas, answer: A): A {
  if (!atlas.wantsParts()) return answer;
  const error = new Error('a part that the build or a check needs is not loaded');
  error.name = PARTS;
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

/** Where images and programs may be named: the Dockerfile and scripts, and what the exercise compares or changes them with. */
function namedIn(files: Files, exercise: ExerciseSpec | undefined): Named {
  const texts = Object.entries(files).flatMap(([path, { text }]) => (isScript(path) ? [text] : []));
  const typed = Object.entries(files).flatMap(([path, { text }]) => (path.endsWith('.sh') ? [text] : []));
  if (!exercise) return { texts, checks: '', typed };
  const starter = exercise.starter['Dockerfile']?.text ?? '';
  return { texts: [...texts, starter], checks: JSON.stringify([exercise.checks, exercise.hints]), typed };
}

function isScript(path: string): boolean {
  return path === 'Dockerfile' || path.endsWith('.sh');
}

interface Making {
  readonly text: string;
  readonly paths: readonly string[];
  readonly world: World | undefined;
}

function makeSource(kept: Kept, { text, paths, world }: Making): Known {
  const dockerfile = parse(text);
  const image = (reference: string, platform: string) => world?.image(reference, platform);
  return {
    dockerfile,
    evaluation: evaluate(dockerfile, { image: (reference, platform) => image(reference, platform)?.config }),
    paths,
    image(reference, platform) {
      const found = image(reference, platform);
      if (!found) return undefined;
      const { config, size, assumed, os } = found;
      return { reference, config, size, assumed, shell: os.shell, libc: os.libc };
    },
    steps: kept.view && kept.text === text ? kept.view.steps : [],
  };
}
