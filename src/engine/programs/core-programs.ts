import core from './core/index.ts';
import { namesOf } from './names.ts';
import type { Command, Commands } from '../kernel/system.ts';

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
