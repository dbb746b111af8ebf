import { join } from 'node:path';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';

const NAME = 'virtual:drydock-commands';

interface Whole {
  readonly commandNames: Readonly<Record<string, readonly string[]>>;
}

/**
 * `virtual:drydock-commands`: names and aliases of the shell's commands by folder, those that are always there left out, without the commands: the page's worker
 * knows by it which folder to fetch.
 */
export function commandNames(): Plugin {
  return {
    name: 'drydock-commands',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      async handler() {
        const whole = join(import.meta.dirname, '../../engine/everything.ts');
        const { module } = await runnerImport<Whole>(whole, { configFile: false, logLevel: 'error' });
        const { core: _, ...folders } = module.commandNames;
        const lists = Object.entries(folders).map(([folder, names]) => [folder, names.join(' ')]);
        return { code: `export default ${JSON.stringify(Object.fromEntries(lists))};`, moduleType: 'js', map: null };
      },
    },
  };
}
