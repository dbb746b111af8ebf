import { array, boolean, either, number, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Image } from '../../builder/result.ts';
import { accountOf } from '../image/accounts.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { imageDoubt, isDoubtful, unjudged } from '../assumptions.ts';
import { lastInstruction, spanOfLast } from '../build/instruction-spans.ts';
import { startCommand } from '../image/start-command.ts';

const settings = record(either(boolean(), string()), 'a value; true: set to anything; false: not set');
const params = object({
  user: optional(object({ root: optional(boolean()), numeric: optional(boolean()), is: optional(string({ min: 1 })) })),
  exec: optional(boolean('no shell is process 1')),
  entrypoint: optional(array(string())),
  cmd: optional(array(string())),
  env: optional(settings),
  workdir: optional(string({ min: 1 })),
  ports: optional(array(either(number({ integer: true }), string({ min: 1 })), { min: 1 })),
  labels: optional(settings),
  'stop-signal': optional(string({ min: 1 })),
  healthcheck: optional(boolean()),
});
type Params = Infer<typeof params>;
type Problem = Omit<Finding, 'status'> | undefined;

export default defineCheck({
  summary: 'What `docker inspect` says of the image: user, entrypoint, environment, ports.',
  params,
  run(wanted, evidence) {
    const image = evidence.build.image;
    if (!image) return { status: 'error', message: 'Needs a build' };
    // Only names of users are looked up in files; everything else comes from instructions alone.
    const doubt = imageDoubt(evidence);
    if (wanted.user && isDoubtful(doubt, '/etc/passwd') && !/^\d/.test(image.config.user ?? '')) return unjudged(doubt);
    const problem =
      userProblem(wanted, image, evidence) ?? commandProblem(wanted, image) ?? settingProblem(wanted, image);
    return problem
      ? { status: 'failed', ...problem }
      : { status: 'passed', message: wanted.user ? userState(image) : 'The image is configured as asked' };
  },
});

function userState(image: Image): string {
  return `The image runs as ${image.config.user ? `user ${image.config.user}` : 'root'}`;
}

function userProblem({ user }: Params, image: Image, evidence: Evidence): Problem {
  if (!user) return undefined;
  const word = image.config.user ?? '';
  const account = accountOf(image.tree, word);
  const place = spanOfLast(evidence, 'user');
  if (user.root === false && account.uid === 0)
    return {
      message: 'The image runs as root',
      try: 'Set a user other than root for the last stage, by number: USER 65532:65532.',
      ...reasonForRoot(word, evidence),
      ...place,
    };
  if (account.uid === undefined)
    return {
      message: `The image has no user ${word}`,
      try: 'Create the user in the image, or write its number.',
      why: `/etc/passwd of the image has no line for ${word.split(':')[0]}.`,
      ...place,
    };
  if (user.root === true && account.uid !== 0) return { message: userState(image), ...place };
  if (user.numeric && !account.numeric)
    return {
      message: 'The user of the image is a name, not a number',
      try: `Write the number: USER ${account.uid}.`,
      why: 'Kubernetes cannot verify runAsNonRoot for a name and refuses the pod.',
      ...place,
    };
  const is = user.is === undefined ? undefined : accountOf(image.tree, user.is);
  return is && is.uid !== account.uid ? { message: `${userState(image)}, not as ${user.is}`, ...place } : undefined;
}

/** Who says that it is root: a USER line, one whose words came out empty, the base image, or nobody. */
function reasonForRoot(word: string, evidence: Evidence): Partial<Finding> {
  const line = lastInstruction(evidence, 'user');
  const text = line ? evidence.dockerfile.text.slice(line.node.span.start, line.node.span.end) : '';
  if (line && !word)
    return {
      try: 'Declare the variable in this stage with ARG: what stands before the first FROM is known to FROM lines only.',
      specific: true,
      why: `“${text}” comes out empty, which is root.`,
    };
  if (line) return { why: `${text} is uid 0 in this image.` };
  return {
    why: word
      ? `No stage sets a user, and the base image says USER ${word}.`
      : 'Neither the stage nor its base image sets a user.',
  };
}

function commandProblem({ exec, entrypoint, cmd }: Params, image: Image): Problem {
  const start = startCommand(image.config);
  if (exec && start.shell)
    return {
      message: 'A shell is process 1 of the container',
      try: 'Write the command as a JSON array: ["/app/server"].',
      why: `It starts ${JSON.stringify(start.argv)}; the shell does not pass SIGTERM on.`,
    };
  if (exec && start.argv.length === 0) return { message: 'The image starts nothing', try: 'Set ENTRYPOINT or CMD.' };
  if (entrypoint && !same(entrypoint, image.config.entrypoint))
    return {
      message: `The entrypoint is ${JSON.stringify(image.config.entrypoint ?? [])}, not ${JSON.stringify(entrypoint)}`,
    };
  if (cmd && !same(cmd, image.config.cmd))
    return { message: `The command is ${JSON.stringify(image.config.cmd ?? [])}, not ${JSON.stringify(cmd)}` };
  return undefined;
}

function settingProblem(wanted: Params, { config }: Image): Problem {
  const env = Object.fromEntries(config.env.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
  const wrong = wrongValue('variable', wanted.env, env) ?? wrongValue('label', wanted.labels, config.labels ?? {});
  if (wrong) return wrong;
  if (wanted.workdir !== undefined && (config.workingDir ?? '/') !== wanted.workdir)
    return { message: `The working directory is ${config.workingDir ?? '/'}, not ${wanted.workdir}` };
  const ports = wanted.ports?.map((port) => (String(port).includes('/') ? String(port) : `${port}/tcp`));
  const missing = ports?.find((port) => !config.exposedPorts?.includes(port));
  if (missing !== undefined)
    return { message: `Port ${missing} is not exposed`, try: `Add EXPOSE ${missing} to the last stage.` };
  const signal = wanted['stop-signal'];
  if (signal !== undefined && (config.stopSignal ?? 'SIGTERM') !== signal)
    return { message: `The stop signal is ${config.stopSignal ?? 'SIGTERM'}, not ${signal}` };
  const healthcheck = config.healthcheck !== undefined && !isNone(config.healthcheck);
  return wanted.healthcheck === undefined || wanted.healthcheck === healthcheck
    ? undefined
    : { message: healthcheck ? 'The image has a health check' : 'The image has no health check' };
}

function wrongValue(noun: string, wanted: Params['env'], values: Readonly<Record<string, string>>): Problem {
  for (const [name, value] of Object.entries(wanted ?? {})) {
    const found = values[name];
    if (value === false && found !== undefined)
      return { message: `The ${noun} ${name} is set`, why: `${name}=${found}` };
    if (value !== false && found === undefined) return { message: `The ${noun} ${name} is not set` };
    if (typeof value === 'string' && found !== value)
      return { message: `The ${noun} ${name} is ${found}, not ${value}` };
  }
  return undefined;
}

function isNone(healthcheck: Readonly<Record<string, unknown>>): boolean {
  const test = healthcheck['test'] ?? healthcheck['Test'];
  return Array.isArray(test) && test[0] === 'NONE';
}

function same(wanted: readonly string[], found: readonly string[] | undefined): boolean {
  return JSON.stringify(wanted) === JSON.stringify(found ?? []);
}
