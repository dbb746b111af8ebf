import { createHost, createSession, current, hostFiles } from '../../docker/index.ts';
import type { Answer, Host, Session, WorkspaceFile } from '../../docker/index.ts';
import { usesOf } from '../../docker/daemon/command-uses.ts';
import type { Use } from '../../docker/daemon/command-uses.ts';
import type { Evidence, Files, LogEntry } from '../check.ts';

/** A machine, and what of the commands that led to it is not simulated. */
export interface Machine {
  readonly host: Host;
  readonly unknown: readonly Unknown[];
  /** Commands of docker that were run since the exercise's own. */
  readonly uses: readonly Use[];
}

/** What a command asked for that is not simulated. */
export interface Unknown {
  readonly command: string;
  /** Virtual ms between which it ran. */
  readonly from: number;
  readonly to: number;
  readonly what: readonly string[];
}

/** Longest that a command in the foreground is waited for, in virtual ms. */
const LONGEST = 600_000;
/** When a last command that never ends (`docker logs -f`) is looked at, in virtual ms: nobody watches for ten minutes. */
const WATCHED = 10_000;
/** What starts with the last command has so long to come up, or to fail, before anybody looks; virtual ms. */
const SETTLES = 1000;

/**
 * The machine that an attempt leads to: the exercise's own commands, then the learner's, each when its terminal is free, then the
 * files as they stand, and a second. A fresh one at every call: who has it may change it.
 */
export function replay(evidence: Evidence): Machine {
  return play(evidence, LONGEST) ?? play(evidence, WATCHED) ?? { host: freshHost(evidence), unknown: [], uses: [] };
}

/** The same without commands that only print something about the machine: for a copy that something is tried on. */
function copyOf(evidence: Evidence): Machine {
  const log = evidence.attempt.log.map((entry) => (isReading(entry) ? silent(entry) : entry));
  return replay({ ...evidence, attempt: { ...evidence.attempt, log } });
}

function silent(entry: LogEntry): LogEntry {
  return { ...entry, kind: 'resize', text: '80x24' };
}

const READS =
  /^docker (?:(?:container|image|network|volume) )?(?:ps|ls|images|inspect|history|port|top|version|info|logs)(?: [^|;&<>$`()\\\n]*)?$/;

function isReading({ kind, text }: LogEntry): boolean {
  return kind === 'command' && READS.test(text.trim()) && !/ logs .*(?:-\w*f|--follow)/.test(text);
}

/** Plays the log; undefined when its last command has not ended after `longest`, which is taken to mean for ever. */
function play(evidence: Evidence, longest: number): Machine | undefined {
  const { exercise, attempt } = evidence;
  const host = freshHost(evidence);
  const session = createSession(host);
  const unknown: Unknown[] = [];
  let noted = 0;
  let last = { command: '', from: 0 };
  const note = (): void => {
    const fresh = host.processes.notSimulated.slice(noted);
    noted += fresh.length;
    if (fresh.length > 0) unknown.push({ ...last, to: session.now, what: fresh.map(({ what }) => what) });
  };
  const setup = exercise.setup ?? [];
  let own = 0;
  for (const [index, entry] of [...setup, ...attempt.log].entries()) {
    // In the page time went on by itself; entries of content have no time, and wait for their terminal.
    const after = entry.at - session.now;
    if (after > 0) session.advance(after);
    else if (entry.kind === 'command') wait({ host, session }, entry.terminal, LONGEST);
    note();
    if (index === setup.length) own = usesOf(host.daemon).length;
    if (entry.kind === 'command') last = { command: entry.text, from: session.now };
    session.enter(entry);
  }
  const { terminal } = attempt.log.at(-1) ?? setup.at(-1) ?? { terminal: 0 };
  const free = wait({ host, session }, terminal, longest);
  if (attempt.log.length === 0) own = usesOf(host.daemon).length;
  const { files } = session.view();
  if (free === 'waits' && longest === LONGEST) return undefined;
  session.enter({ at: 0, terminal: 0, kind: 'resize', text: '80x24', files: edits(files, attempt.files) });
  session.advance(SETTLES);
  note();
  return { host, unknown, uses: usesOf(host.daemon).slice(own) };
}

/** Steps in which a terminal is waited for, in virtual ms, and after how many of them who calculates is taken to do so for ever. */
const SLICE = 1000;
const CALCULATES = 2;

/** Lets time go on until a terminal is free; `waits` or `calculates` when what runs there has not ended by then. */
function wait(
  { host, session }: { readonly host: Host; readonly session: Session },
  terminal: number,
  longest: number,
): 'free' | 'waits' | 'calculates' {
  const until = session.now + longest;
  let busy = 0;
  while (session.now < until) {
    const next = Math.min(session.now + SLICE, until);
    session.advance(next - session.now, terminal);
    if (session.now < next) return 'free';
    busy = host.processes.busy ? busy + 1 : 0;
    if (busy >= CALCULATES) return 'calculates';
  }
  return 'waits';
}

function freshHost({ exercise, world, plugins }: Evidence): Host {
  const workspace = Object.entries(exercise.starter).map(([path, file]) => [path, given(file)] as const);
  return createHost({
    world,
    profile: current,
    files: hostFiles({
      hostname: current.hostname,
      cwd: current.cwd,
      programs: world.shell.programs,
      workspace: Object.fromEntries(workspace),
    }),
    images: [],
    ...(plugins ? { plugins } : {}),
  });
}

function given({ text, mode }: WorkspaceFile): { content: string; mode: string } {
  return { content: text, mode: mode.toString(8) };
}

/** What makes the workspace that commands left into the one that the editor shows. */
function edits(left: Readonly<Record<string, WorkspaceFile | null>>, now: Files): NonNullable<LogEntry['files']> {
  const changed = Object.entries(now).filter(([path, file]) => left[path]?.text !== file.text);
  return Object.fromEntries(changed);
}

/** As many answers and machines as the checks and hints of one attempt ask for. */
const REMEMBERED = 200;
const MACHINES = 3;

interface Known {
  /** Machines that are looked at and never changed, by attempt. */
  readonly machines: Map<string, Machine>;
  /** What came out of copies, by attempt and question. */
  readonly outcomes: Map<string, unknown>;
}

/** By world: it is another one as soon as a part came in that was missing. */
const known = new WeakMap<Evidence['world'], Known>();
const keys = new WeakMap<Evidence, string>();

function knownOf({ world }: Evidence): Known {
  const found = known.get(world) ?? { machines: new Map(), outcomes: new Map() };
  known.set(world, found);
  return found;
}

/** Stands for everything that a machine follows from. */
function keyOf(evidence: Evidence): string {
  const { exercise, attempt } = evidence;
  const key =
    keys.get(evidence) ??
    JSON.stringify([exercise.id, exercise.setup, exercise.starter, attempt.log, attempt.files, !evidence.plugins]);
  keys.set(evidence, key);
  return key;
}

function keep<T>(map: Map<string, T>, key: string, most: number): void {
  for (const old of map.keys()) {
    if (map.size <= most) return;
    if (old !== key) map.delete(old);
  }
}

/** The machine of an attempt, to be looked at and not to be changed: all checks share it. */
export function lookAt(evidence: Evidence): Machine {
  const { machines } = knownOf(evidence);
  const key = keyOf(evidence);
  const machine = machines.get(key) ?? replay(evidence);
  machines.set(key, machine);
  keep(machines, key, MACHINES);
  return machine;
}

/** What `act` finds out on a copy of the machine, which it may change. Remembered by `question`, which stands for all that it does. */
export function tried<T>(evidence: Evidence, question: string, act: (machine: Machine) => T): T {
  const { outcomes } = knownOf(evidence);
  const key = `${question}\n${keyOf(evidence)}`;
  if (outcomes.has(key)) return outcomes.get(key) as T;
  const outcome = act(copyOf(evidence));
  outcomes.set(key, outcome);
  keep(outcomes, key, REMEMBERED);
  return outcome;
}

/** Terminal of commands that checks type: nobody else sits there. */
const OWN_TERMINAL = 99;

/**
 * What a command answers on a copy of the machine, with the evidence of the attempt as if it had been typed last: other checks may
 * look at what it left.
 */
export function lookAfter(
  evidence: Evidence,
  command: string,
): { readonly answer: Answer; readonly evidence: Evidence } {
  const { attempt } = evidence;
  const entry: LogEntry = { at: 0, terminal: OWN_TERMINAL, kind: 'command', text: command, files: attempt.files };
  const after: Evidence = { ...evidence, attempt: { ...attempt, log: [...attempt.log, entry] } };
  const answer = tried(evidence, `then ${command}`, (machine) => {
    const { host } = machine;
    const said = host.type(command);
    const { machines } = host.daemon;
    machines.run(machines.now + SETTLES, () => false);
    knownOf(after).machines.set(keyOf(after), machine);
    return said;
  });
  return { answer, evidence: after };
}

/** What a command answers on the machine of an attempt: on a copy, so that checks do not see each other. Remembered. */
export function ask(evidence: Evidence, command: string): Answer {
  return tried(evidence, `$ ${command}`, ({ host }) => host.type(command));
}

/** What an answer printed: both streams, or one of them. */
export function printedBy(answer: Answer, fd?: 1 | 2): string {
  return answer.output
    .filter((chunk) => fd === undefined || chunk.fd === fd)
    .map(({ text }) => text)
    .join('');
}
