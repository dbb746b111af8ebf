import { createHost, createSession, current, hostFiles } from '../docker/index.ts';
import type { Answer, Host, WorkspaceFile } from '../docker/index.ts';
import type { Evidence, Files, LogEntry } from './check.ts';

/**
 * The machine that an attempt leads to: the exercise's own commands, then the learner's, each when the one before has ended,
 * then the files as they stand. A fresh one at every call: who looks may change it.
 */
export function machineOf(evidence: Evidence): Host {
  const { exercise, attempt, world } = evidence;
  const host = createHost({
    world,
    profile: current,
    files: hostFiles({
      hostname: current.hostname,
      cwd: current.cwd,
      programs: world.shell.programs,
      workspace: Object.fromEntries(Object.entries(exercise.starter).map(([path, file]) => [path, given(file)])),
    }),
    images: [],
  });
  const session = createSession(host);
  for (const entry of [...(exercise.setup ?? []), ...attempt.log]) {
    if (entry.kind === 'command') session.advance(LONGEST, true);
    session.enter(entry);
  }
  session.advance(LONGEST, true);
  session.enter({
    at: 0,
    terminal: 0,
    kind: 'resize',
    text: '80x24',
    files: edits(session.view().files, attempt.files),
  });
  return host;
}

/** Longest that a command in the foreground is waited for, in virtual ms. */
const LONGEST = 600_000;

function given({ text, mode }: WorkspaceFile): { content: string; mode: string } {
  return { content: text, mode: mode.toString(8) };
}

/** What makes the workspace that commands left into the one that the editor shows. */
function edits(left: Readonly<Record<string, WorkspaceFile | null>>, now: Files): NonNullable<LogEntry['files']> {
  const changed = Object.entries(now).filter(([path, file]) => left[path]?.text !== file.text);
  return Object.fromEntries(changed);
}

/** As many answers as the checks and hints of one attempt ask for. */
const REMEMBERED = 200;
const known = new WeakMap<Evidence['world'], Map<string, Answer>>();

/** What a command answers on the machine of an attempt: on a copy, so that checks do not see each other. Remembered. */
export function ask(evidence: Evidence, command: string): Answer {
  const { exercise, attempt, world } = evidence;
  const answers = known.get(world) ?? new Map<string, Answer>();
  known.set(world, answers);
  const key = JSON.stringify([exercise.id, exercise.setup, exercise.starter, attempt.log, attempt.files, command]);
  const answer = answers.get(key) ?? machineOf(evidence).type(command);
  answers.set(key, answer);
  for (const old of answers.keys()) {
    if (answers.size <= REMEMBERED) break;
    answers.delete(old);
  }
  return answer;
}

/** What an answer printed: both streams, or one of them. */
export function printedBy(answer: Answer, fd?: 1 | 2): string {
  return answer.output
    .filter((chunk) => fd === undefined || chunk.fd === fd)
    .map(({ text }) => text)
    .join('');
}
