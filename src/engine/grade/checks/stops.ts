import { number, object, optional, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { viewOf } from '../../docker/networks/names/container-files.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import { listOf, texts } from '../params.ts';
import { about, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { code, quoted } from '../messages.ts';

const params = object({
  ...subjectShape,
  within: number({ min: 0, description: 'Seconds of virtual time.' }),
  exit: optional(number({ description: 'The exit code it must end with.' })),
  prints: optional(texts),
  file: optional(string({ min: 1, description: 'A path in the container that its handler writes.' })),
  runs: optional(number({ min: 0, description: 'Seconds that it runs before it is stopped.' })),
  during: optional(string({ min: 1, description: 'A command on the host that has begun when it is stopped.' })),
  answered: optional(texts),
  options: optional(string({ description: 'Options of docker stop.' })),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: '`docker stop` of a container that runs: how many seconds it takes, the exit code, what the handler did.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    const question = `stops ${JSON.stringify(wanted)}`;
    return about(evidence, { subject: wanted, question, changes: true, running: true, programs: true }, (found) =>
      judged(found, wanted),
    );
  },
});

/** Where a command writes that runs meanwhile, and how long before docker stop it begins, in ms. */
const DURING = '/tmp/drydock-during';
const AHEAD = 200;

function judged({ host, container, called }: Found, wanted: Params): Finding {
  const { machines, live } = host.daemon;
  const processes = live.get(container.id)?.machine.processes.processes() ?? [];
  const first = processes.find(({ pid }) => pid === 1)?.command ?? '';
  machines.run(machines.now + (wanted.runs ?? 0) * 1000, () => false);
  const logged = container.logs.length;
  const { during } = wanted;
  const begin = during === undefined ? '' : `(${during}) > ${DURING} 2>&1 & sleep ${AHEAD / 1000}; `;
  const from = machines.now + (during === undefined ? 0 : AHEAD);
  const answer = host.type(`${begin}docker stop ${wanted.options ?? ''} ${container.name} > /dev/null; wait`);
  const open = answer.notSimulated.map(({ what }) => what);
  if (open.length > 0) return unjudged({ everything: true, paths: [], what: open });
  const printed = container.logs.slice(logged).map(({ text }) => text);
  const answers = host.tree.read(DURING);
  const stop: Stop = {
    container,
    called,
    seconds: ((container.state.finishedAt ?? machines.now) - from) / 1000,
    printed: printed.join(''),
    answered: ((answers.ok ? answers.value : undefined) ?? '').trim(),
    pid1: `Its first process is ${code(first)}`,
  };
  const wrong = ending(stop, wanted) ?? handling(stop, wanted);
  return wrong ? { status: 'failed', ...wrong } : { status: 'passed', message: `docker stop takes ${seconds(stop)}` };
}

/** What happened. */
interface Stop {
  readonly container: Found['container'];
  readonly called: string;
  readonly seconds: number;
  /** By the container, after the signal. */
  readonly printed: string;
  /** By the command that had begun before. */
  readonly answered: string;
  readonly pid1: string;
}
type Wrong = Required<Pick<Finding, 'message' | 'why' | 'try'>> | undefined;

function seconds(stop: Stop): string {
  return `${stop.seconds.toFixed(1)} s`;
}

function ending(stop: Stop, { within, exit }: Params): Wrong {
  const { called, pid1, container } = stop;
  const { exitCode } = container.state;
  if (stop.seconds > within) {
    const killed = exitCode === 137;
    const signal = container.config.StopSignal ?? 'SIGTERM';
    return {
      message: `docker stop takes ${seconds(stop)}`,
      why: killed
        ? `${pid1}. It did not end on ${signal} and was killed after the grace period (exit code 137).`
        : `${pid1}, and took that long to end with ${exitCode}.`,
      try: killed
        ? 'Let the first process of the container be the program that handles the signal.'
        : 'Finish in the handler what has begun, and end then.',
    };
  }
  if (exit === undefined || exitCode === exit) return undefined;
  return {
    message: `${called} ends with ${exitCode}, not ${exit}`,
    why: `${pid1}. ${meaning(exitCode)}`,
    try: 'End with that code in the handler of the signal.',
  };
}

function handling({ container, pid1, printed, answered }: Stop, wanted: Params): Wrong {
  const advice = 'Let the process that handles the signal get it: it goes to the first process alone.';
  const said = printed.trim();
  const missing = listOf(wanted.prints).find((one) => !printed.includes(one));
  if (missing !== undefined)
    return {
      message: `The handler did not print ${quoted(missing)}`,
      why: `${pid1}. After docker stop ${said === '' ? 'it prints nothing' : `it prints ${quoted(said)}`}.`,
      try: advice,
    };
  if (wanted.file !== undefined && !viewOf(container).stat(wanted.file).ok)
    return {
      message: `The handler did not write ${wanted.file}`,
      why: `${pid1}. After docker stop the path is not there.`,
      try: advice,
    };
  const lost = listOf(wanted.answered).find((one) => !answered.includes(one));
  if (lost === undefined) return undefined;
  const instead = answered === '' ? ' and prints nothing' : `; it prints ${quoted(answered)}`;
  return {
    message: 'What had begun before docker stop was not finished',
    why: `${code(wanted.during ?? '')} does not print ${quoted(lost)}${instead}.`,
    try: 'Take no new work after the signal, finish what has begun, and end then.',
  };
}

/** What an exit code says of how a process ended. Source: bash(1), EXIT STATUS: 128 + n after signal n. */
function meaning(exit: number): string {
  if (exit === 143) return '143 is 128 + 15: the signal ended it, no handler did.';
  if (exit === 137) return '137 is 128 + 9: it was killed.';
  return `It ended by itself with ${exit}.`;
}
