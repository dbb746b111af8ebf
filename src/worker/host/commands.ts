/** The commands of `docker`, each fetched when it is typed: a chunk for those of a noun, and one for what prints lists. */
import { atHand } from '../../engine/docker/cli/all-commands.ts';
import { findCommand } from '../../engine/docker/cli/commands.ts';
import type { DockerCommand, Placed } from '../../engine/docker/index.ts';

const modules = import.meta.glob<DockerCommand>(
  ['../../engine/docker/commands/*/*.ts', '!../../engine/docker/**/*.test.ts'],
  { import: 'default' },
);

/** The command at a place of the list. Rejects when a download fails, or for a place that nothing has. */
export function loadCommand({ noun, verb }: Pick<Placed, 'noun' | 'verb'>): Promise<DockerCommand> {
  const path = `../../engine/docker/commands/${noun}/${verb}.ts`;
  const load = modules[path];
  return load ? load() : Promise.reject(new Error(`there is no ${path}`));
}

/** Longest text that is searched. */
const SEARCHED = 100_000;

/** Commands that stand in texts of shells: `docker` and the words after it, flags of its own left out. */
export function commandsNamed(texts: readonly string[]): readonly Placed[] {
  const found = new Set<Placed>();
  for (const text of texts)
    for (const [, typed = ''] of text.slice(0, SEARCHED).matchAll(/\bdocker((?:[ \t]+[\w.=-]+){1,5})/g)) {
      const words = typed.trim().split(/[ \t]+/);
      const first = words.findIndex((word) => !word.startsWith('-') && word !== 'help');
      const command = first === -1 ? undefined : findCommand(atHand, words.slice(first));
      if (command) found.add(command.place);
    }
  return [...found];
}
