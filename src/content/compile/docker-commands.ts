import { join } from 'node:path';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';
import type { Placed } from '../../engine/docker/index.ts';

const AT_HAND = 'src/engine/docker/cli/all-commands.ts';

/**
 * Leaves the commands of `docker` out of the worker's chunk of the host: what lists show of them stays, they themselves are fetched when they are
 * typed (worker/host/commands.ts).
 */
export function dockerCommands(): Plugin {
  return {
    name: 'drydock-docker-commands',
    load: {
      filter: { id: new RegExp(`/${AT_HAND}$`) },
      async handler() {
        const file = join(import.meta.dirname, '../../..', AT_HAND);
        const { module } = await runnerImport<{ readonly placed: readonly Placed[] }>(file, {
          configFile: false,
          logLevel: 'error',
        });
        return { code: listOnly(module.placed), moduleType: 'js', map: null };
      },
    },
  };
}

/** A module like cli/at-hand.ts without any command. */
export function listOnly(placed: readonly Placed[]): string {
  return `export const placed = ${JSON.stringify(placed.map(listed))};
const nothing = () => undefined;
export const atHand = { list: placed, get: nothing, peek: nothing };
`;
}

/** What is not said of a command is left out of JSON. */
function listed({ noun, verb, command }: Placed): object {
  const { short, listed: inLists, top, aliases, hidden, swarm, plugin } = command;
  return { noun, verb, command: { short, listed: inLists, top, aliases, hidden, swarm, plugin } };
}
