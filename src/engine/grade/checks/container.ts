import { boolean, choice, number, object, optional, string } from '../../base/schema.ts';
import type { Container } from '../../docker/index.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { machineOf } from '../machine.ts';

export default defineCheck({
  summary: 'A container of the machine that the learner’s commands left: whether it is there, its state, how it ended.',
  params: object({
    name: string({ min: 1, description: 'Its name.' }),
    exists: optional(boolean('False: there must be none.')),
    state: optional(choice(['created', 'running', 'paused', 'restarting', 'exited'])),
    exit: optional(number({ description: 'The exit code it ended with.' })),
    oomKilled: optional(boolean('Whether the kernel killed one of its processes for want of memory.')),
    health: optional(choice(['starting', 'healthy', 'unhealthy'])),
    readOnly: optional(boolean('Whether its root file system is read-only.')),
    memory: optional(string({ pattern: /^\d+[kmg]?$/, description: 'Its memory limit is not above: 256m.' })),
    networks: optional(string({ description: 'Names of the networks it is in, with blanks between, in any order.' })),
  }),
  withoutBuild: true,
  run({ name, exists = true, ...wanted }, evidence) {
    const { containers } = machineOf(evidence).daemon.store;
    const container = [...containers.values()].find((one) => one.name === name);
    if (!exists)
      return container
        ? { status: 'failed', message: `There is still a container ${name}`, try: `docker rm -f ${name}` }
        : { status: 'passed', message: `There is no container ${name}` };
    if (!container)
      return {
        status: 'failed',
        message: `There is no container ${name}`,
        why:
          containers.size === 0
            ? 'The machine has no containers.'
            : `It has ${[...containers.values()].map((one) => one.name).join(', ')}.`,
      };
    const wrong = differences(container, wanted);
    if (wrong.length > 0)
      return { status: 'failed', message: `The container ${name} ${wrong[0] ?? ''}`, ...more(wrong.slice(1)) };
    return { status: 'passed', message: `The container ${name} is as it should be` };
  },
});

function more(rest: readonly string[]): Pick<Finding, 'why'> {
  return rest.length === 0 ? {} : { why: `It also ${rest.join('; ')}.` };
}

interface Wanted {
  readonly state?: string | undefined;
  readonly exit?: number | undefined;
  readonly oomKilled?: boolean | undefined;
  readonly health?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly memory?: string | undefined;
  readonly networks?: string | undefined;
}

/** What of a container is not as wanted, as the end of a sentence about it. */
function differences({ state, hostConfig, endpoints }: Container, wanted: Wanted): string[] {
  const found: string[] = [];
  if (wanted.state !== undefined && state.status !== wanted.state)
    found.push(`is ${state.status}, not ${wanted.state}`);
  if (wanted.exit !== undefined && state.exitCode !== wanted.exit)
    found.push(`ended with ${state.exitCode}, not ${wanted.exit}`);
  if (wanted.oomKilled !== undefined && state.oomKilled !== wanted.oomKilled)
    found.push(wanted.oomKilled ? 'was not killed for want of memory' : 'was killed for want of memory');
  const health = state.health?.status;
  if (wanted.health !== undefined && health !== wanted.health)
    found.push(health === undefined ? 'has no health check' : `is ${health}, not ${wanted.health}`);
  if (wanted.readOnly !== undefined && hostConfig.ReadonlyRootfs !== wanted.readOnly)
    found.push(wanted.readOnly ? 'can write to its root file system' : 'has a read-only root file system');
  if (wanted.memory !== undefined && (hostConfig.Memory === 0 || hostConfig.Memory > bytesOf(wanted.memory)))
    found.push(hostConfig.Memory === 0 ? 'has no memory limit' : `may use more memory than ${wanted.memory}`);
  const networks = [...endpoints.keys()].toSorted().join(' ');
  const asked = wanted.networks?.split(/\s+/).toSorted().join(' ');
  if (asked !== undefined && networks !== asked)
    found.push(`is in ${networks === '' ? 'no network' : networks}, not in ${asked}`);
  return found;
}

const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of Docker's own form: 256m. */
function bytesOf(text: string): number {
  return Number.parseInt(text, 10) * (UNITS[text.at(-1) ?? ''] ?? 1);
}
