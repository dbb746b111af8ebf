import { array, boolean, either, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Use } from '../../docker/daemon/command-uses.ts';
import { defineCheck } from '../check.ts';
import { lookAt } from '../host/host-evidence.ts';
import { code, listed } from '../messages.ts';

const use = object({
  command: string({
    pattern: /^[a-z]+( [a-z-]+)+$/,
    description: 'must be noun and verb: network connect, container run',
  }),
  flags: optional(
    record(either(boolean(), string()), 'long name → a value that it was given; true: any, false: not given'),
  ),
  args: optional(array(string({ min: 1 }), { description: 'arguments that are among its own' })),
});
const params = object({
  commands: optional(array(use, { min: 1, description: 'each was used, and worked' })),
  lacks: optional(array(use, { min: 1, description: 'none of them was used' })),
});
type Wanted = Infer<typeof use>;

export default defineCheck({
  summary: 'Commands of docker that were used, by noun, verb and flags; only where the technique itself is the aim.',
  params,
  withoutBuild: true,
  machine: true,
  run({ commands = [], lacks = [] }, evidence) {
    const { uses } = lookAt(evidence);
    const worked = uses.filter(({ exit = 0 }) => exit === 0);
    const missing = commands.find((wanted) => !worked.some((one) => fits(one, wanted)));
    if (missing)
      return {
        status: 'failed',
        message: `${code(shown(missing))} was not used`,
        why: `${tried(uses, missing)}${typed(worked)}`,
      };
    const found = lacks.find((wanted) => uses.some((one) => fits(one, wanted)));
    if (found) return { status: 'failed', message: `${code(shown(found))} was used`, try: 'Find a way without it.' };
    return { status: 'passed', message: 'The technique that was asked for was used' };
  },
});

/** `docker run` is `docker container run`; compose has no nouns. */
function fits({ noun, verb, given }: Use, { command, flags = {}, args = [] }: Wanted): boolean {
  if (command !== `${noun.replace('-', ' ')} ${verb}`) return false;
  const flagged = Object.entries(flags).every(([name, value]) => {
    const values = given.values(name);
    if (typeof value === 'boolean') return given.has(name) === value;
    return values.includes(value);
  });
  return flagged && args.every((one) => given.args.includes(one));
}

function shown({ command, flags = {}, args = [] }: Wanted): string {
  const words = Object.entries(flags).map(([name, value]) =>
    value === false ? `without --${name}` : value === true ? `--${name}` : `--${name} ${value}`,
  );
  return ['docker', command, ...words, ...args].join(' ');
}

/** That it was typed, and failed. */
function tried(uses: readonly Use[], wanted: Wanted): string {
  const failed = uses.find((one) => fits(one, wanted));
  return failed ? `It was tried and ended with ${failed.exit ?? 0}. ` : '';
}

function typed(uses: readonly Use[]): string {
  const names = [...new Set(uses.map(({ noun, verb }) => code(`docker ${noun.replace('-', ' ')} ${verb}`)))];
  return names.length === 0 ? 'No command of docker has worked yet.' : `What was used: ${listed(names)}.`;
}
