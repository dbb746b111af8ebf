import { HELP, readArgs, readFlags, SHORT_HELP, type Flag, type Given } from '../../docker/cli/flags.ts';
import type { Daemon } from '../../docker/daemon/daemon.ts';
import { CLIENT } from '../../docker/daemon/assumed-durations.ts';
import { noteUse } from '../../docker/daemon/command-uses.ts';
import type { Process, Task } from '../../docker/plugins.ts';
import { invalidName, normalName } from '../load/project.ts';
import { EXIT } from '../value.ts';
import type { Arity, ComposeCli, ComposeCommand } from './command.ts';
import { hostFilesOf } from './host-files.ts';
import { commandHelp, GLOBAL_FLAGS, rootHelp, usageOf } from './help.ts';
import { warningLine } from './log.ts';
import { findCommand } from './registry.ts';

const GLOBAL = readFlags(GLOBAL_FLAGS);
const read = new WeakMap<ComposeCommand, readonly Flag[]>();

function flagsOf(command: ComposeCommand): readonly Flag[] {
  const known = read.get(command) ?? readFlags(command.flags);
  read.set(command, known);
  return known;
}

/** `docker compose` as typed: its global flags, the command, the command's flags. Answers the exit code. */
export function* runCompose(daemon: Daemon, process: Process, argv: readonly string[]): Task {
  const global = readArgs(GLOBAL, argv, { interspersed: false });
  if (!global.ok) {
    if (global.message === HELP || global.message === SHORT_HELP) return say(process, rootHelp(), 0);
    process.err(`${global.message}\n`);
    return EXIT.usage;
  }
  const { given } = global;
  const [name, ...rest] = given.args;
  if (name === undefined) return say(process, rootHelp(), 0);
  // there is no `help` here: cobra adds it to the root of the plug-in only. Source: recorded
  const found = findCommand(name);
  if (!found) {
    process.out(rootHelp());
    process.err(`unknown docker command: "compose ${name}"\n`);
    return EXIT.usage;
  }
  const parallel = progressProblem(given);
  if (parallel !== undefined) {
    process.err(`${parallel}\n`);
    return EXIT.failed;
  }
  const project = given.value('project-name') ?? '';
  if (normalName(project) !== project) {
    process.err(`${invalidName(project)}\n`);
    return EXIT.failed;
  }
  return yield* call({ daemon, process, globals: given }, found, rest);
}

function progressProblem(given: Given): string | undefined {
  const kind = given.value('progress') ?? 'auto';
  return ['auto', 'tty', 'plain', 'quiet', 'none', 'json'].includes(kind)
    ? undefined
    : `unsupported --progress value "${kind}"`;
}

function say(process: Process, text: string, status: number): number {
  process.out(text);
  return status;
}

interface Calling {
  readonly daemon: Daemon;
  readonly process: Process;
  readonly globals: Given;
}

function* call(
  calling: Calling,
  { name, command }: { name: string; command: ComposeCommand },
  argv: readonly string[],
): Task {
  const { process } = calling;
  const parsed = readArgs(flagsOf(command), argv, {
    interspersed: !command.stops,
    ...(command.check ? { check: command.check } : {}),
  });
  if (!parsed.ok) {
    if (parsed.message === HELP || parsed.message === SHORT_HELP) return say(process, commandHelp(name, command), 0);
    process.err(`${parsed.message}\n`);
    return EXIT.usage;
  }
  const { given } = parsed;
  const wrong = wrongCount(name, command, given.args);
  if (wrong !== undefined) {
    process.err(`${wrong}\n`);
    return EXIT.failed;
  }
  if (calling.globals.on('dry-run') || given.on('dry-run')) {
    process.notSimulated('docker compose --dry-run');
    process.err('not simulated: --dry-run. Nothing was done.\n');
    return EXIT.failed;
  }
  if (calling.globals.on('compatibility')) process.notSimulated('docker compose --compatibility');
  yield* process.sleep(CLIENT);
  const use = noteUse(calling.daemon, { noun: 'compose', verb: name, given });
  const stdin = calling.globals.values('file').includes('-') ? yield* process.readAll() : undefined;
  const status = command.run({ ...clientOf(calling, name), ...(stdin === undefined ? {} : { stdin }) }, given);
  use.exit = typeof status === 'number' ? status : yield* status;
  return use.exit;
}

function clientOf({ daemon, process, globals }: Calling, name: string): ComposeCli {
  const err = (text: string): void => process.err(text);
  const quiet = globals.value('progress') === 'quiet';
  return {
    daemon,
    process,
    globals,
    name: `docker compose ${name}`,
    files: hostFilesOf(process),
    out: (text) => process.out(text),
    err,
    refuse(message) {
      err(`Error response from daemon: ${message}\n`);
      return EXIT.failed;
    },
    notSimulated: (what) => process.notSimulated(what),
    warn: (message) => err(warningLine(daemon.now, message)),
    progress(what, status) {
      if (!quiet) err(` ${what}  ${status}\n`);
    },
    fail(refused) {
      const { message, exit } = typeof refused === 'string' ? { message: refused, exit: EXIT.failed } : refused;
      err(`${message}\n`);
      return exit;
    },
  };
}

/** Source: cobra args.go through compose's commands; docker/cli cli/required.go for those that the docker client shares. */
function wrongCount(name: string, command: ComposeCommand, args: readonly string[]): string | undefined {
  const arity: Arity | undefined = command.args;
  const count = args.length;
  if (!arity) return undefined;
  const most = arity.most ?? Number.POSITIVE_INFINITY;
  if (count >= arity.least && count <= most) return undefined;
  if (arity.docker) {
    const exactly = arity.most === arity.least ? 'exactly' : 'at least';
    const words = `${arity.least} argument${arity.least === 1 ? '' : 's'}`;
    return `"docker compose ${name}" requires ${exactly} ${words}.\nSee 'docker compose ${name} --help'.\n\n${usageOf(name, command)}\n\n${command.short}`;
  }
  if (most === 0) return `unknown command "${args[0] ?? ''}" for "docker compose ${name}"`;
  return `requires at least ${arity.least} arg(s), only received ${count}`;
}
