import core from './commands/core/index.ts';
import { namesOf } from './names-of.ts';
import type { Command, Commands } from './system.ts';

/** What is always there: the commands that shells have built in. */
export const coreCommands: ReadonlyMap<string, Command> = namesOf(core);

/** Their names and aliases. */
export function coreNames(): readonly string[] {
  return [...coreCommands.keys()];
}

/** The core, then `more`. */
export function withCore(more: Commands | undefined): Commands {
  return more ? { get: (name) => coreCommands.get(name) ?? more.get(name) } : coreCommands;
}
