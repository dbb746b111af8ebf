/**
 * The page's way to the engine: questions to a Web Worker that is started on first use and replaced when it hangs or
 * dies. It keeps no text: whoever asks holds the text.
 */
import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import type { TabAnswer } from '../engine/docker/index.ts';
import type { Explanation } from '../engine/builder/explain/index.ts';
import type { Span } from '../engine/base/span.ts';
import type { Files } from '../engine/grade/check.ts';
import { hostClient } from './host-client.ts';
import type { HostStep } from './host-client.ts';
import { namedOnMachine } from './named-on-machine.ts';
import { createLanes, failure } from './lanes.ts';
import type { Connection, Job, LaneOptions, Lanes, Outcome } from './lanes.ts';
import type { Completion, Hover, LanguageQuestion, OfferedFix, OutlineStage } from './language/answer.ts';
import type {
  EngineApi,
  ExamineAnswer,
  ExamineQuestion,
  ExplainQuestion,
  HostAnswer,
  HostStart,
  ListedFolder,
  ListingQuestion,
  LookAnswer,
  LookName,
  LookQuestion,
  PlaygroundAnswer,
  PlaygroundQuestion,
  RebuildAnswer,
  RebuildQuestion,
  SceneAnswer,
  SceneQuestion,
  Subject,
} from './protocol.ts';
import type { WhatIfAnswer, WhatIfQuestion } from './views/what-if.ts';

export type {
  Completion,
  CompletionKind,
  Hover,
  LanguageQuestion,
  OfferedFix,
  OutlineStage,
} from './language/answer.ts';
export type { Failure, Outcome } from './lanes.ts';
export type { Live, LiveState } from './live.ts';
export type {
  BuildView,
  ExamineAnswer,
  ExamineQuestion,
  ListedEntry,
  ListedFolder,
  PlaygroundAnswer,
  PlaygroundQuestion,
  Place,
  RebuildAnswer,
  SceneAnswer,
  Subject,
} from './protocol.ts';
export type { WhatIfAnswer, WhatIfQuestion } from './views/what-if.ts';
export type { HostAnswer, HostStart, LookAnswer, LookName, LookQuestion } from './protocol.ts';
export type { HostStep } from './host-client.ts';
export { createLive } from './live.ts';
export { useLive } from './use-live.ts';

/** Longest text of one file, and of all files together, in UTF-16 units, that is sent to the engine. */
export const TEXT_LIMIT = 1_000_000;

/** Questions about one Dockerfile, for the editor. Nothing known, or no answer in time: an empty answer. */
export interface LanguageClient {
  complete(question: LanguageQuestion): Promise<readonly Completion[]>;
  hover(question: LanguageQuestion): Promise<Hover | undefined>;
  definition(question: LanguageQuestion): Promise<Span | undefined>;
  fixes(question: LanguageQuestion & { readonly end: number }): Promise<readonly OfferedFix[]>;
  outline(text: string): Promise<readonly OutlineStage[]>;
}

export interface EngineClient extends LanguageClient {
  /** Builds and grades an attempt. */
  examine(question: ExamineQuestion): Promise<Outcome<ExamineAnswer>>;
  /** Builds a workspace that has no checks. */
  playground(question: PlaygroundQuestion): Promise<Outcome<PlaygroundAnswer>>;
  /** What an incremental build would do after an earlier one. */
  rebuild(question: RebuildQuestion): Promise<Outcome<RebuildAnswer>>;
  /** Why a step of that build ran. */
  explain(question: ExplainQuestion): Promise<Outcome<Explanation>>;
  /** Folders as a step or a layer of a build leaves them. `lane`: a newer question of the same view takes the place of an older. */
  listing(question: ListingQuestion, lane: string): Promise<Outcome<readonly ListedFolder[] | undefined>>;
  /** What a step of a build sees. */
  scene(question: SceneQuestion): Promise<Outcome<SceneAnswer | undefined>>;
  /** What a second build would do after an edit that is not made. */
  whatIf(question: WhatIfQuestion): Promise<Outcome<WhatIfAnswer>>;
  /**
   * Does the next thing in a session at the terminals, and plays the session first where the worker lost it. One at a time: a newer
   * question would take the place of an older.
   */
  hostStep(start: HostStart, step: HostStep): Promise<Outcome<HostAnswer>>;
  /** Looks at the host of a session, and plays the session first where no worker has it. The same look asked again takes the place of the older. */
  hostLook<N extends LookName>(start: HostStart, look: N, question: LookQuestion<N>): Promise<Outcome<LookAnswer<N>>>;
  /** What Tab offers; nothing when there is no answer in time. */
  hostComplete(start: HostStart, terminal: number, text: string): Promise<TabAnswer | undefined>;
  /** Ends the worker; the next question starts another. */
  end(): void;
}

/** The client of this page; one worker for all its editors and panes. */
export function engine(): EngineClient {
  return (shared ??= createClient(connect));
}
let shared: EngineClient | undefined;

/** A client over workers that `start` makes. Tests give their own; pages use `engine()`. */
export function createClient(
  start: () => Connection<Remote<EngineApi>>,
  limits: Pick<LaneOptions<unknown>, 'silence' | 'loading'> = { silence: 2000, loading: 20_000 },
): EngineClient {
  const lanes = createLanes({ connect: start, ping: (api) => api.ready(), ...limits });
  const ask = askWithParts(lanes);
  const text = async <T>(lane: string, length: number, job: Job<Remote<EngineApi>, T>): Promise<Outcome<T>> =>
    length > TEXT_LIMIT ? failure('too-large') : ask(lane, job);
  const quick = async <T>(lane: string, length: number, run: (api: Remote<EngineApi>) => Promise<T>) => {
    const outcome = await text(lane, length, { prepare: (api) => api.bring('editor'), run, replay: false });
    return outcome.status === 'answered' ? outcome.value : undefined;
  };
  /** A question about a build that was made, or is made again: after the worker was restarted nothing is loaded. */
  const about = <T>(
    lane: string,
    { subject, before = {}, replay = true }: About,
    run: (api: Remote<EngineApi>) => Promise<T>,
  ) =>
    text(lane, weight(subject.files) + weight(before), {
      prepare: async (api) => {
        await api.bring('views');
        await api.prepare('exercise' in subject ? subject : { files: subject.files });
        await api.prepare({ files: before });
      },
      run,
      replay,
    });
  return {
    examine: (question) =>
      text('examine', weight(question.attempt.files), {
        prepare: (api) => api.prepare({ files: namedIn(question), exercise: question.exercise }),
        run: (api) => measured(() => api.examine(question)),
        replay: true,
      }),
    playground: (question) =>
      text('playground', weight(question.files), {
        prepare: (api) => api.prepare({ files: question.files }),
        run: (api) => api.playground(question),
        replay: true,
      }),
    rebuild: (question) => about('rebuild', question, (api) => api.rebuild(question)),
    // it builds what nobody has built yet: hanging once is enough
    explain: (question) =>
      about(`explain ${question.step}`, { ...question, replay: false }, (api) => api.explain(question)),
    listing: (question, lane) => about(`listing ${lane}`, question, (api) => api.listing(question)),
    scene: (question) => about('scene', question, (api) => api.scene(question)),
    whatIf: ({ subject, change }) => {
      // another base image may have to be loaded
      const dockerfile = { text: change.files?.['Dockerfile']?.text ?? '', mode: 0o644 };
      return about('what-if', { subject, before: { Dockerfile: dockerfile } }, (api) =>
        api.whatIf({ subject, change }),
      );
    },
    complete: async (question) =>
      (await quick('complete', question.text.length, (api) => api.complete(question))) ?? [],
    hover: (question) => quick('hover', question.text.length, (api) => api.hover(question)),
    definition: (question) => quick('definition', question.text.length, (api) => api.definition(question)),
    fixes: async (question) => (await quick('fixes', question.text.length, (api) => api.fixes(question))) ?? [],
    outline: async (value) => (await quick('outline', value.length, (api) => api.outline(value))) ?? [],
    ...hostClient(ask),
    end: () => lanes.end(),
  };
}

/** Lays down how long an answer took, on the way there and back included; `npm run bench -- browser` reads it. */
async function measured<T>(ask: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const answer = await ask();
  performance.measure('drydock:answer', { start });
  return answer;
}

interface About {
  readonly subject: Subject;
  readonly before?: Files;
  /** Asked once more after the worker was restarted; yes unless said otherwise. */
  readonly replay?: boolean;
}

/** A build that runs one program after another may want its parts one by one. */
const MOST_FETCHES = 8;

/**
 * Asks again once the worker has fetched what it lacked, when it says that a build or a check needs parts that are not
 * loaded. The worker notes what it lacks; a restarted one finds it out anew.
 */
function askWithParts(lanes: Lanes<Remote<EngineApi>>): Lanes<Remote<EngineApi>>['ask'] {
  return async (lane, job) => {
    const { prepare } = job;
    let outcome = await lanes.ask(lane, job);
    if (!prepare) return outcome;
    for (let fetched = 0; fetched < MOST_FETCHES; fetched++) {
      if (outcome.status !== 'failed' || outcome.reason !== 'parts') return outcome;
      outcome = await lanes.ask(lane, {
        ...job,
        prepare: async (api) => [await prepare(api), await api.fetchWanted()],
      });
    }
    return outcome;
  };
}

function weight(files: Files): number {
  let sum = 0;
  for (const file of Object.values(files)) sum += file.text.length;
  return sum;
}

function connect(): Connection<Remote<EngineApi>> {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'drydock-engine' });
  const api = wrap<EngineApi>(worker);
  return {
    api,
    ready: api.ready(),
    onDeath(listener) {
      worker.addEventListener('error', listener);
      worker.addEventListener('messageerror', listener);
    },
    end: () => worker.terminate(),
  };
}

/** Files that name images and programs; of an exercise with a machine also what was typed there. */
function namedIn({ exercise, attempt }: ExamineQuestion): Files {
  const typed = [...(exercise.setup ?? []), ...attempt.log];
  const composed = Object.keys(attempt.files).some((path) => /\.ya?ml$/.test(path));
  return typed.length > 0 || composed ? { ...attempt.files, ...namedOnMachine(attempt.files, typed) } : attempt.files;
}
