import { digest } from '../../base/digest.ts';
import type { Process, Task } from '../../kernel/index.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { noteUse } from '../daemon/command-uses.ts';
import type { Cli, DockerCommand } from './command.ts';
import { CLIENT } from '../daemon/assumed-durations.ts';
import { type Given, HELP, readArgs, readFlags, SHORT_HELP } from './flags.ts';
import { groupHelp, isGroup, rootHelp } from './groups.ts';
import { builderFirst, isPluginGroup, pluginGroupHelp } from './plugin-help.ts';
import { findCommand, type DockerCommands, type Placed } from './commands.ts';
import { isSwarm, swarm } from './swarm.ts';
import { commandHelp, usageLine } from './usage.ts';

/** Global flags of `docker`. Those that name another daemon are not simulated. */
const GLOBAL = readFlags(`
      --config string      Location of client config files
  -c, --context string     Name of the context
  -D, --debug              Enable debug mode
  -H, --host list          Daemon socket to connect to
  -l, --log-level string   Set the logging level
      --tls                Use TLS
      --tlscacert string   Trust certs signed only by this CA
      --tlscert string     Path to TLS certificate file
      --tlskey string      Path to TLS key file
      --tlsverify          Use TLS and verify the remote
  -v, --version            Print version information and quit
`);

/** `docker` as typed: finds the command, reads its flags, and runs it. Answers the exit code. */
export function* runDocker(daemon: Daemon, process: Process, argv: readonly string[]): Task {
  const { commands } = daemon;
  const global = readArgs(GLOBAL, argv, { interspersed: false });
  if (!global.ok) {
    if (global.message === HELP || global.message === SHORT_HELP) return say(process, rootHelp(commands));
    process.err(`${global.message}\nSee 'docker --help'.\n${rootHelp(commands)}\n`);
    return 125;
  }
  const typed = builderFirst(global.given.args);
  if (global.given.on('version'))
    return say(process, `Docker version ${daemon.profile.engine.version}, build ${daemon.profile.engine.commit}\n`);
  const elsewhere = otherDaemon(daemon, process, global.given);
  if (elsewhere !== undefined) {
    process.err(`${elsewhere}\n`);
    return 1;
  }
  const [first] = typed;
  if (first === undefined) {
    process.err(rootHelp(commands));
    return 0;
  }
  if (first === 'help') return help(commands, process, typed.slice(1));
  const called = findCommand(commands, typed);
  if (called) return yield* call(daemon, process, { ...called, argv: typed.slice(called.used) });
  if (isGroup(first)) return group(commands, process, typed);
  if (isSwarm(first)) return swarm(process, typed);
  process.err(`docker: '${first}' is not a docker command.\nSee 'docker --help'\n`);
  return 1;
}

/** Levels of logrus. Source: sirupsen/logrus logrus.go ParseLevel. */
const LEVELS = /^(?:panic|fatal|error|warn(?:ing)?|info|debug|trace)$/i;

/**
 * What the client says that is told of another daemon: there is none. Undefined: it means the one of this host. Source: docker/cli
 * opts/hosts.go ParseHost, cli/context/store/metadatastore.go; recorded.
 */
function otherDaemon(daemon: Daemon, process: Process, given: Given): string | undefined {
  const level = given.value('log-level') ?? '';
  if (level !== '' && !LEVELS.test(level)) return `Unable to parse logging level: ${level}`;
  for (const flag of ['tls', 'tlsverify']) if (given.has(flag)) process.notSimulated(`docker --${flag}`);
  const context = given.value('context') ?? 'default';
  if (context !== 'default')
    return `Failed to initialize: unable to resolve docker endpoint: context ${JSON.stringify(context)}: context not found: open /root/.docker/contexts/meta/${digest(context).slice('sha256:'.length)}/meta.json: no such file or directory`;
  const host = given.value('host') ?? '';
  if (host === '' || host === 'unix:///var/run/docker.sock') return undefined;
  if (host.startsWith('ssh://')) {
    process.notSimulated('docker --host ssh://');
    return 'not simulated: another daemon over ssh';
  }
  const [, scheme] = /^([^:]*):\/\//.exec(host) ?? [];
  if (scheme !== undefined && !['tcp', 'unix', 'npipe', 'fd'].includes(scheme))
    return `Failed to initialize: unable to resolve docker endpoint: invalid bind address format: ${host}`;
  return `Cannot connect to the Docker daemon at ${/^[a-z]+:\/\//.test(host) ? host : `tcp://${host}`}. Is the docker daemon running?`;
}

function say(process: Process, text: string): number {
  process.out(text);
  return 0;
}

function help(commands: DockerCommands, process: Process, topic: readonly string[]): number {
  const [first] = topic;
  if (first === undefined) return say(process, rootHelp(commands));
  const called = findCommand(commands, topic);
  if (called) {
    const command = commands.get(called.place);
    return command ? say(process, commandHelp(called.name, called.place, command)) : 0;
  }
  if (isGroup(first)) return say(process, groupHelp(commands, first));
  process.err(`unknown help topic: ${topic.join(' ')}\n`);
  return 1;
}

/** A group without one of its commands prints its help: bare on standard error with 0, after a wrong word with 1. */
function group(commands: DockerCommands, process: Process, [name = '', ...rest]: readonly string[]): number {
  if (isPluginGroup(name)) return pluginGroup(commands, process, [name, ...rest]);
  if (rest[0] === '--help' || rest[0] === '-h') return say(process, groupHelp(commands, name));
  const flag = rest.find((word) => word.startsWith('-'));
  if (rest[0] !== undefined && rest[0] === flag) {
    process.err(
      `unknown ${flag.startsWith('--') ? `flag: ${flag}` : `shorthand flag: '${flag[1] ?? ''}' in ${flag}`}\nSee 'docker ${name} --help'.\n`,
    );
    return 125;
  }
  process.err(groupHelp(commands, name, rest.length > 0));
  return rest.length === 0 ? 0 : 1;
}

/** A plug-in prints its help for every word that it does not know, on standard output. */
function pluginGroup(commands: DockerCommands, process: Process, typed: readonly string[]): number {
  const [name = '', first = '', ...others] = typed;
  if (isPluginGroup(`${name} ${first}`)) return pluginGroup(commands, process, [`${name} ${first}`, ...others]);
  const text = pluginGroupHelp(commands, name);
  if (!first.startsWith('-') || first === '--help') return say(process, text);
  if (first === '-h') process.err('Flag shorthand -h has been deprecated, please use --help\n');
  if (first === '-h') return say(process, text);
  const what = first.startsWith('--') ? `flag: ${first}` : `shorthand flag: '${first[1] ?? ''}' in ${first}`;
  const shown = name === 'builder' ? 'buildx' : name;
  process.err(`unknown ${what}\nSee 'docker ${shown} --help'.\n${text}`);
  return 125;
}

interface Call {
  readonly place: Placed;
  readonly name: string;
  readonly argv: readonly string[];
}

function* call(daemon: Daemon, process: Process, { place, name: typed, argv }: Call): Task {
  const command = daemon.commands.get(place);
  if (!command) return 0;
  const { plugin } = command;
  const name = plugin === undefined ? typed : `${plugin} ${place.verb}`;
  const read = readArgs(flagsOf(command), argv, {
    interspersed: !command.stops,
    ...(command.check ? { check: command.check } : {}),
  });
  if (!read.ok) {
    if (read.message === HELP) return say(process, commandHelp(name, place, command));
    if (read.message === SHORT_HELP) {
      const said = 'Flag shorthand -h has been deprecated, please use --help\n';
      // the client itself says so on standard output, a plug-in on standard error
      if (plugin === undefined) process.out(said);
      else process.err(said);
      return say(process, commandHelp(name, place, command));
    }
    process.err(`${read.message}\nSee 'docker ${name} --help'.\n`);
    return 125;
  }
  const wrong = wrongCount(command, read.given.args.length);
  if (wrong !== undefined) {
    process.err(
      `${plugin === undefined ? '' : 'ERROR: '}"docker ${name}" ${wrong}.\nSee 'docker ${name} --help'.\n\n${usageLine(name, command)}\n\n${command.short}\n`,
    );
    return 1;
  }
  const foreign = flagsOf(command).find(
    ({ name: flag, usage }) => read.given.has(flag) && usage.includes('(Windows only)'),
  );
  if (foreign) {
    process.err(
      `"--${foreign.name}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux\n`,
    );
    return 1;
  }
  const cli: Cli = {
    daemon,
    process,
    name: `docker ${name}`,
    out: (text) => process.out(text),
    err: (text) => process.err(text),
    refuse(message) {
      process.err(`Error response from daemon: ${message}\n`);
      return 1;
    },
    notSimulated: (what) => process.notSimulated(what),
  };
  yield* process.sleep(CLIENT);
  const use = noteUse(daemon, { noun: place.noun, verb: place.verb, given: read.given });
  const status = command.run(cli, read.given);
  use.exit = typeof status === 'number' ? status : yield* status;
  return use.exit;
}

const read = new WeakMap<DockerCommand, ReturnType<typeof readFlags>>();

function flagsOf(command: DockerCommand): ReturnType<typeof readFlags> {
  const known = read.get(command) ?? readFlags(command.flags ?? '');
  read.set(command, known);
  return known;
}

function words(number: number): string {
  return `${number} argument${number === 1 ? '' : 's'}`;
}

/** The client's words on a wrong number of arguments. Source: docker/cli cli/required.go. */
function wrongCount(command: DockerCommand, count: number): string | undefined {
  const [least, most = least] = command.args;
  if (count >= least && count <= most) return undefined;
  if (most === 0) return 'accepts no arguments';
  if (least === most) return `requires exactly ${words(least)}`;
  if (most === Number.POSITIVE_INFINITY) return `requires at least ${words(least)}`;
  return count > most && least === 0
    ? `requires at most ${words(most)}`
    : `requires at least ${least} and at most ${words(most)}`;
}
