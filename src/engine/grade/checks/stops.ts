import { number, object, optional, string } from '../../base/schema.ts';
import { defineCheck } from '../check.ts';
import { ask, machineOf, printedBy } from '../machine.ts';
import { unjudged } from '../doubt.ts';

export default defineCheck({
  summary:
    '`docker stop` of a container that runs: how many seconds it takes, the exit code, what the handler printed.',
  params: object({
    name: string({ min: 1, description: 'Name of the container.' }),
    within: number({ description: 'Seconds of virtual time.' }),
    exit: optional(number({ description: 'The exit code it must end with.' })),
    prints: optional(string({ description: 'What it must have printed on its way out.' })),
  }),
  withoutBuild: true,
  run({ name, within, exit, prints }, evidence) {
    const running = [...machineOf(evidence).daemon.store.containers.values()].find((one) => one.name === name);
    if (running?.state.status !== 'running')
      return { status: 'failed', message: `No container ${name} runs, so that it could be stopped` };
    const stopped = ask(evidence, `docker stop ${name}`);
    const after = ask(
      evidence,
      `docker stop ${name} > /dev/null; docker inspect -f '{{.State.ExitCode}}' ${name}; docker logs ${name} 2>&1`,
    );
    const open = [...stopped.notSimulated, ...after.notSimulated].map(({ what }) => what);
    if (open.length > 0) return unjudged({ everything: true, paths: [], what: open });
    const [code = '', ...log] = printedBy(after).split('\n');
    const seconds = stopped.ms / 1000;
    if (seconds > within)
      return {
        status: 'failed',
        message: `docker stop takes ${seconds.toFixed(1)} s`,
        why: `The container ends with ${code}: ${code === '137' ? 'its first process did not end on the stop signal and was killed after the grace period.' : 'it took that long to end.'}`,
        try: 'Let the first process of the container be the program that handles the signal.',
      };
    if (exit !== undefined && Number(code) !== exit)
      return {
        status: 'failed',
        message: `The container ends with ${code}, not ${exit}`,
        try: 'End with that code in the handler of the signal.',
      };
    if (prints !== undefined && !log.join('\n').includes(prints))
      return {
        status: 'failed',
        message: `The handler did not print “${prints}”`,
        why: 'The log of the container does not hold it after docker stop.',
      };
    return { status: 'passed', message: `docker stop takes ${seconds.toFixed(1)} s` };
  },
});
