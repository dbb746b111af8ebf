import { useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import type { Workspace } from '../../content/index.ts';
import type { Attempt, BuildOptions, WorkFile } from '../../engine/grade/check.ts';
import type { Journal, JournalState } from '../../progress/journal.ts';
import {
  engine,
  useLive,
  type LiveState,
  type PlaygroundAnswer,
  type PlaygroundQuestion,
} from '../../worker/client.ts';
import { renamed, replaceText, withFile, withText } from '../exercise-workspace/attempt-edits.ts';
import { changesOf, withChanges, type Changes } from '../exercise-workspace/terminal/session/changed-files.ts';
import { useGuest, type Guest } from '../exercise-workspace/use-linked-attempt.ts';
import { useJournal } from '../exercise-workspace/use-journal.ts';

export const PLAYGROUND = 'playground';

/** Two stages, everything simulated, nothing to complain about: a place to begin from. */
const SAMPLE: Attempt = {
  log: [],
  files: {
    Dockerfile: {
      mode: 0o644,
      text: `# syntax=docker/dockerfile:1
FROM node:24-slim AS check
WORKDIR /app
COPY server.js server.test.js ./
RUN node --test

FROM node:24-slim
WORKDIR /app
COPY --from=check /app/server.js ./
USER 1000
EXPOSE 3000
CMD ["node", "server.js"]
`,
    },
    '.dockerignore': { mode: 0o644, text: 'node_modules\n' },
    'server.js': {
      mode: 0o644,
      text: "import { createServer } from 'node:http';\n\ncreateServer((_, answer) => answer.end('hello')).listen(3000);\n",
    },
    'server.test.js': {
      mode: 0o644,
      text: "import { test } from 'node:test';\nimport assert from 'node:assert/strict';\n\ntest('one and one', () => {\n  assert.equal(1 + 1, 2);\n});\n",
    },
  },
};

/** A workspace of a lesson, handed over by its "Open in playground". */
function handedOver(state: unknown): Workspace | undefined {
  return typeof state === 'object' && state !== null && 'workspace' in state
    ? (state.workspace as Workspace)
    : undefined;
}

/** What a log begins with becomes a part of it: its first entry brings the files that are not those of the sample. */
export function portableOf(attempt: Attempt, start: Attempt['files']): Attempt {
  const [first, ...rest] = attempt.log;
  const files = changesOf(SAMPLE.files, start);
  if (!first || Object.keys(files).length === 0) return attempt;
  return { ...attempt, log: [{ ...first, files: { ...files, ...first.files } }, ...rest] };
}

export interface PlaygroundDesk {
  readonly attempt: Attempt;
  readonly start: Attempt;
  /** The attempt as one that begins with the playground's own sample: to be kept, or sent to somebody. */
  readonly portable: Attempt;
  readonly journal: Journal | undefined;
  readonly state: JournalState | undefined;
  /** True while files of a lesson or of a link are shown; the learner's own are not touched. */
  readonly foreign: boolean;
  readonly problem: Guest['problem'];
  readonly build: BuildOptions;
  readonly context: Workspace['context'];
  readonly live: LiveState<PlaygroundQuestion, PlaygroundAnswer> & {
    now(): Promise<LiveState<PlaygroundQuestion, PlaygroundAnswer>>;
  };
  setBuild(build: BuildOptions): void;
  write(path: string, text: string): void;
  put(path: string, file: WorkFile | null): void;
  rename(from: string, to: string): void;
  /** What was typed in the terminal, and files that commands changed. */
  record(log: Attempt['log'], changes: Changes): void;
  /** Puts other files in place (null: the sample) and returns how to undo it. */
  replace(attempt: Attempt | null, why: 'reset' | 'link'): () => void;
  /** Back to the learner's own files. */
  close(): void;
}

function ask(question: PlaygroundQuestion) {
  return engine().playground(question);
}

/** The one hook of the playground: the files, and the build derived from them. */
export function usePlayground(): PlaygroundDesk {
  const { journal, state } = useJournal(PLAYGROUND);
  const guest = useGuest();
  const { state: passed } = useLocation();
  const [given, setGiven] = useState(() => handedOver(passed));
  const [build, setBuild] = useState<BuildOptions>(given?.build ?? {});
  const [visitor, setVisitor] = useState<Attempt | undefined>(
    given && { files: given.left ?? given.files, log: given.log ?? [] },
  );
  const foreign = guest.attempt ?? visitor;
  const attempt = foreign ?? state?.record.attempt ?? SAMPLE;
  const context = given?.context;
  const question = useMemo(
    (): PlaygroundQuestion | undefined =>
      (journal || foreign) && { files: attempt.files, build, ...(context ? { context } : {}) },
    [journal, foreign, attempt, build, context],
  );
  const live = useLive(ask, question);
  const change = (make: (attempt: Attempt) => Attempt) => {
    if (guest.attempt) guest.set(make(guest.attempt));
    else if (visitor) setVisitor(make(visitor));
    else journal?.update((record) => ({ ...record, attempt: make(record.attempt ?? SAMPLE) }));
  };
  const start: Attempt = given ? { files: given.files, log: [] } : SAMPLE;
  return {
    attempt,
    start,
    portable: portableOf(attempt, start.files),
    journal,
    state,
    foreign: foreign !== undefined,
    problem: guest.problem,
    build,
    context: context ?? [],
    live,
    setBuild,
    write: (path, text) => change((now) => withText(now, path, text)),
    put: (path, file) => change((now) => withFile(now, path, file)),
    rename: (from, to) => change((now) => renamed(now, from, to)),
    record: (log, changes) => change((now) => ({ ...now, log, files: withChanges(now.files, changes) })),
    replace(next, why) {
      if (!journal) return () => undefined;
      const before = replaceText(journal, next, why);
      return () => journal.replace(before);
    },
    close() {
      setGiven(undefined);
      setVisitor(undefined);
      setBuild({});
      guest.close();
      history.replaceState(null, '', location.pathname);
    },
  };
}
