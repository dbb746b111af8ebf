import { didYouMean } from '../engine/dockerfile/index.ts';
import { isUsageError } from './command.ts';
import type { Command, Io } from './command.ts';

const modules = import.meta.glob<Command>(['./commands/*.ts', '!./commands/*.test.ts'], { import: 'default' });

/** Commands by name; each is loaded when it is used. */
const commands = new Map(
  Object.entries(modules).map(([path, load]) => [path.slice('./commands/'.length, -'.ts'.length), load]),
);

/** Runs a command line and resolves to its exit status: 0 fine, 1 the answer is bad news, 2 called wrongly. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(rest, io, name);
  const command = await commands.get(name)?.();
  if (!command) {
    const known = [...commands.keys()];
    io.err(`drydock: unknown command "${name}"${didYouMean(name, known)}\n`);
    io.err('Run "npm run drydock -- --help" for the list of commands.\n');
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await io.out(commandHelp(command));
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    io.err(`drydock ${name}: ${error.message}\n`);
    io.err(`Run "npm run drydock -- ${name} --help" for its options.\n`);
    return 2;
  }
}

async function help(rest: readonly string[], io: Io, asked: string | undefined): Promise<number> {
  const command = asked === 'help' ? await commands.get(rest[0] ?? '')?.() : undefined;
  if (command) {
    await io.out(commandHelp(command));
    return 0;
  }
  const lines = await Promise.all(
    [...commands]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, load]) => {
        const { summary } = await load();
        return `  ${name.padEnd(10)}${summary}`;
      }),
  );
  const text = [
    'Usage: npm run -s drydock -- COMMAND [OPTIONS]',
    '',
    'The engine of Drydock at a prompt: it reads, checks and builds Dockerfiles without Docker.',
    '',
    'Commands:',
    ...lines,
    '',
    'COMMAND --help shows the options of a command. A file named - is standard input.',
    'Exit status: 0 fine, 1 bad news, 2 called wrongly.',
    '',
  ].join('\n');
  if (asked === undefined) {
    io.err(text);
    return 2;
  }
  await io.out(text);
  return 0;
}

function commandHelp(command: Command): string {
  return `${command.summary}\n\nUsage: npm run -s drydock -- ${command.usage.trim()}\n`;
}
