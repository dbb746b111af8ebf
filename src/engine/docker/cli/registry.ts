import type { DockerCommand } from './command.ts';

const modules = import.meta.glob<DockerCommand>(['../commands/*/*.ts', '!../**/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** A command and the place it lies at: `container`, `ls`. */
export interface Placed {
  readonly noun: string;
  readonly verb: string;
  readonly command: DockerCommand;
}

/** Every command: `commands/<noun>/<verb>.ts`. */
export const placed: readonly Placed[] = Object.entries(modules).map(([path, command]) => {
  const [noun = '', file = ''] = path.split('/').slice(-2);
  return { noun, verb: file.slice(0, -'.ts'.length), command };
});

/** The command that words name, and how many of them: `network create` or `run`. */
export function findCommand(words: readonly string[]): { found: Placed; name: string; used: number } | undefined {
  const [first = '', second = '', third = ''] = words;
  const deep = placed.find(({ noun, verb }) => noun === `${first}-${second}` && verb === third);
  if (deep) return { found: deep, name: `${first} ${second} ${third}`, used: 3 };
  const top = placed.find(({ command }) => command.top?.includes(first));
  if (top) return { found: top, name: first, used: 1 };
  const found = placed.find(
    ({ noun, verb, command }) =>
      noun === first && !noun.includes('-') && (verb === second || command.aliases?.includes(second)),
  );
  return found && { found, name: `${first} ${found.verb}`, used: 2 };
}
