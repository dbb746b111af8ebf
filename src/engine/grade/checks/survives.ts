import { boolean, number, object, optional, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { startExec } from '../../docker/daemon/exec.ts';
import type { Container, Host } from '../../docker/index.ts';
import { countAnew, peaksOf } from '../../docker/limits/peaks.ts';
import { amountLimit, bytesOfAmount, numberLimit, printAmount, wrongLimit } from '../memory-amounts.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { about, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { code, differing, listed, quoted } from '../messages.ts';

const params = object({
  ...subjectShape,
  runs: optional(
    string({ min: 1, description: 'what its shell runs, beside the first process; without it, it is watched' }),
  ),
  for: optional(number({ min: 0, max: 600, description: 'Seconds of virtual time that it is watched: 5.' })),
  alive: optional(boolean('Whether the container still runs then, without having been started again.')),
  restarted: optional(boolean('Whether its restart policy has started it again.')),
  killed: optional(boolean('Whether the kernel killed something in it for want of memory.')),
  exit: optional(number({ description: 'exit code of what ran' })),
  processes: optional(numberLimit),
  memory: optional(amountLimit),
  others: optional(boolean('False: other containers may be gone. They must still run unless this says so.')),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'What is left after something went wrong in a container: a fork bomb, a leak, a process that ends.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const question = `survives ${JSON.stringify(wanted)}`;
    return about(evidence, { subject: wanted, question, changes: true, running: true, programs: true }, (found) =>
      judged(found, wanted),
    );
  },
});

function judged({ host, container, called }: Found, wanted: Params): Finding {
  const { daemon } = host;
  const others = running(host).filter(({ id }) => id !== container.id);
  const started = container.state.startedAt;
  const lives = container.restartCount;
  const { oomKilled } = container.state;
  container.state.oomKilled = false;
  if (isEndless(container, wanted)) return endless(called);
  const argv = ['sh', '-c', wanted.runs ?? ''];
  countAnew(daemon, container);
  const exec = wanted.runs === undefined ? undefined : startExec(daemon, container, { argv });
  if (exec && !exec.ok)
    return { status: 'failed', message: `${called} runs no shell`, why: `docker exec says: ${exec.message}` };
  const peak = watch(host, container, wanted);
  const session = exec?.value.session;
  const said = session?.take().trim() ?? '';
  if (session && [2, 126, 127].includes(session.exit ?? 0) && wanted.exit === undefined)
    return {
      status: 'error',
      message: `Cannot run ${code(wanted.runs ?? '')}`,
      why: `The shell says ${quoted(said)}.`,
    };
  const after = {
    alive: container.state.status === 'running' && container.state.startedAt === started,
    restarts: container.restartCount - lives,
    killed: container.state.oomKilled,
    exit: session?.exit,
    ...peak,
    gone: others.filter(({ state }) => state.status !== 'running').map(({ name }) => name),
  };
  container.state.oomKilled ||= oomKilled;
  const wrong = differences(container, after, wanted);
  const ran = wanted.runs === undefined ? '' : ` after ${code(wanted.runs)}`;
  if (wrong.length === 0) return { status: 'passed', message: `${called} is as it should be${ran}` };
  return {
    status: 'failed',
    ...differing(called, wrong),
    ...advice(wanted, after),
  };
}

/**
 * A leak without a limit is not played: it would take the memory of the host, which is more than the simulator follows. What is true of it
 * is known: nobody is held back, and whom the kernel kills at the end is its choice (mm/oom_kill.c oom_badness).
 */
function isEndless({ hostConfig }: Container, { killed, memory }: Params): boolean {
  return hostConfig.Memory === 0 && (killed === true || memory !== undefined);
}

function endless(called: string): Finding {
  return {
    status: 'failed',
    message: `${called} has no memory limit`,
    why: 'A leak in it takes the memory of the whole machine, until the kernel kills the largest process, which may be one of another container.',
    try: 'Limit the memory of the container: --memory.',
  };
}

function running({ daemon }: Host): readonly Container[] {
  return [...daemon.store.containers.values()].filter(({ state }) => state.status === 'running');
}

/** What was seen. */
interface After {
  readonly alive: boolean;
  readonly restarts: number;
  readonly killed: boolean;
  readonly exit: number | undefined;
  /** At most, while it was watched. */
  readonly processes: number;
  readonly memory: number;
  /** Other containers that do not run any more. */
  readonly gone: readonly string[];
}

/** Lets time go on and notes the most that the processes of a container were and held. */
function watch({ daemon }: Host, container: Container, wanted: Params): Pick<After, 'processes' | 'memory'> {
  const peak = { processes: 0, memory: 0 };
  const [processes, memory] = [most(wanted.processes), most(wanted.memory)];
  daemon.machines.run(daemon.machines.now + (wanted.for ?? 5) * 1000, () => {
    const usage = daemon.live.get(container.id)?.machine.processes.usage();
    // a shell that may not fork ends in the same moment, and a process that is killed gives everything back
    const peaks = peaksOf(container);
    peak.processes = Math.max(peak.processes, peaks.processes);
    peak.memory = Math.max(peak.memory, peaks.memory, (usage?.memory ?? 0) + (usage?.files ?? 0));
    return peak.processes > processes || peak.memory > memory;
  });
  return peak;
}

/** Beyond that nobody needs to watch on. */
function most(limit: Params['processes'] | Params['memory']): number {
  const max = typeof limit === 'object' ? limit.max : limit;
  if (max === undefined || max === 'none') return Number.POSITIVE_INFINITY;
  return typeof max === 'number' ? max : bytesOfAmount(max);
}

function differences(container: Container, after: After, wanted: Params): string[] {
  const { state } = container;
  const found: string[] = [];
  const ended = state.status === 'running' ? 'was started again' : `has ended with ${state.exitCode}`;
  if (wanted.alive !== undefined && after.alive !== wanted.alive)
    found.push(after.alive ? 'still runs' : `${ended}${after.killed ? ', killed for want of memory' : ''}`);
  if (wanted.restarted !== undefined && after.restarts > 0 !== wanted.restarted)
    found.push(after.restarts > 0 ? `was started again ${after.restarts} times` : 'was not started again');
  if (wanted.killed !== undefined && after.killed !== wanted.killed)
    found.push(after.killed ? 'lost a process for want of memory' : 'lost no process for want of memory');
  if (wanted.exit !== undefined && after.exit !== wanted.exit)
    found.push(
      after.exit === undefined ? 'still runs the command' : `ended the command with ${after.exit}, not ${wanted.exit}`,
    );
  const processes = wanted.processes === undefined ? undefined : wrongLimit(after.processes, wanted.processes);
  if (processes !== undefined) found.push(`had a number of processes that ${processes}`);
  const memory = wanted.memory === undefined ? undefined : wrongLimit(after.memory, wanted.memory, printAmount);
  if (memory !== undefined) found.push(`used memory, which ${memory}`);
  if (wanted.others !== false && after.gone.length > 0) found.push(`took ${listed(after.gone)} down with it`);
  return found;
}

function advice({ alive, processes, memory }: Params, after: After): Pick<Finding, 'try'> {
  if (processes !== undefined) return { try: 'Limit how many processes the container may have: --pids-limit.' };
  if (memory !== undefined) return { try: 'Limit the memory of the container: --memory.' };
  if (alive && after.killed) return { try: 'Let the program hold less than the limit, or raise the limit.' };
  return {};
}
