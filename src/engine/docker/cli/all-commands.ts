import type { DockerCommand } from './command.ts';
import type { DockerCommands, Placed } from './commands.ts';

const modules = import.meta.glob<DockerCommand>(['../commands/*/*.ts', '!../**/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Every command, `commands/<noun>/<verb>.ts`, with all that it does. */
export const placed: readonly (Placed & { readonly command: DockerCommand })[] = Object.entries(modules).map(
  ([path, command]) => {
    const [noun = '', file = ''] = path.split('/').slice(-2);
    return { noun, verb: file.slice(0, -'.ts'.length), command };
  },
);

const commandOf = new Map<Placed, DockerCommand>(placed.map((one) => [one, one.command]));

/** A client with every command at hand: for the command line, the proof of the content and tests. The page's worker leaves it out. */
export const atHand: DockerCommands = {
  list: placed,
  get: (place) => commandOf.get(place),
  peek: (place) => commandOf.get(place),
};
