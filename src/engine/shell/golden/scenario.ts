import { startContainer, type Container } from '../../kernel/runtime/container.ts';
import type { Behaviour } from '../../kernel/processes/modelled-behaviour.ts';
import type { ProcessView } from '../../kernel/system.ts';
import { box, PATH, type BoxOptions, type Machine } from './box.ts';

/** What runs as PID 1 and which signals come from outside: a line of the PID-1 data (shared/shell/README.md). */
export interface Scenario extends BoxOptions {
  readonly id?: string;
  readonly shell: Machine;
  readonly argv: readonly string[];
  /** Node programs by the path of their file. */
  readonly programs?: Readonly<Record<string, Behaviour>>;
  readonly events?: readonly Event[];
}

interface Event {
  /** Seconds after the start, or after the program's first line. */
  readonly at: number;
  readonly signal: string;
  /** Seconds until SIGKILL: the event is a `docker stop`. */
  readonly grace?: number;
}

export interface ScenarioAnswer {
  readonly id?: string;
  readonly exit: number;
  readonly seconds: number;
  readonly output: string;
  readonly pid1: string;
  readonly procs: readonly string[];
  readonly zombies: number;
}

/** A container that nobody stops is looked at for so long. */
const LIMIT = 600_000;

/** Plays a scenario to the end of its first process. */
export function play(scenario: Scenario): ScenarioAnswer {
  const { system } = box(scenario.shell, scenario);
  const programs = scenario.programs ?? {};
  const container = startContainer(
    { ...system, behaviours: (argv, cwd) => behaviourOf(programs, argv, cwd) },
    scenario.argv,
    { cwd: '/app', env: { PATH, HOME: '/root' } },
  );
  const base = Object.keys(programs).length > 0 ? firstLine(container) - 300 : 0;
  const events = scenario.events ?? [];
  const stop = events.find((event) => event.grace !== undefined) ?? events.at(-1);
  let seen: readonly ProcessView[] = [];
  let from = 0;
  for (const event of events) {
    const at = Math.max(container.now, base + event.at * 1000);
    if (event === stop) {
      container.run(Math.max(container.now, at - 100));
      if (!container.ended) seen = container.processes();
    }
    container.run(at);
    if (container.ended) break;
    if (event === stop) from = container.now;
    container.signal(event.signal);
    if (event.grace === undefined) continue;
    container.run(container.now + event.grace * 1000);
    if (!container.ended) container.signal('KILL');
  }
  if (!container.ended) container.run(container.now + LIMIT);
  container.close();
  return answerOf(container, { id: scenario.id, from, seen });
}

function behaviourOf(
  programs: Readonly<Record<string, Behaviour>>,
  argv: readonly string[],
  cwd: string,
): Behaviour | undefined {
  const [name = '', file = ''] = argv;
  if (name.slice(name.lastIndexOf('/') + 1) !== 'node') return undefined;
  return programs[file.startsWith('/') ? file : `${cwd}/${file.replace(/^\.\//, '')}`];
}

/** When the first text came: the recorder waited for the program to be up. */
function firstLine(container: Container): number {
  container.run(0);
  return container.log[0]?.at ?? 0;
}

function answerOf(
  container: Container,
  what: { id: string | undefined; from: number; seen: readonly ProcessView[] },
): ScenarioAnswer {
  const { ended, log } = container;
  const lines = what.seen.map((view) =>
    view.state === 'zombie' ? `[${nameOf(view)}] <defunct>` : view.command,
  );
  return {
    ...(what.id === undefined ? {} : { id: what.id }),
    exit: ended?.exit ?? -1,
    seconds: ((ended?.at ?? container.now) - what.from) / 1000,
    output: log.map((chunk) => chunk.text).join(''),
    pid1: what.seen.find((view) => view.pid === 1)?.command ?? '',
    procs: lines.toSorted(),
    zombies: what.seen.filter((view) => view.state === 'zombie').length,
  };
}

function nameOf(view: ProcessView): string {
  const name = view.argv[0] ?? '';
  return name.slice(name.lastIndexOf('/') + 1);
}
