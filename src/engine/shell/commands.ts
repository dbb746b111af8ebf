import core from './commands/core/index.ts';
import { namesOf } from './names-of.ts';
import type { Command, Commands } from './system.ts';

/** What is always there: the commands that shells have built in, and those that most builds use. */
export const everyday: ReadonlyMap<string, Command> = namesOf(core);

/** The everyday commands, then those of `more`. */
export function withEveryday(more: Commands | undefined): Commands {
  return more ? { get: (name) => everyday.get(name) ?? more.get(name) } : everyday;
}
