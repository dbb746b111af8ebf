/** The shell with every command at hand: for the command line, the proof of the content and tests. */
import { namesOf } from './programs/names.ts';
import { seldom } from './shell/on-demand/index.ts';
import { shellWith, type Programs } from './kernel/runtime/create-runtime.ts';
import type { Command, Shell } from './kernel/system.ts';

const folders = import.meta.glob<Readonly<Record<string, Command>>>('./programs/*/index.ts', {
  eager: true,
  import: 'default',
});

/** The names and aliases of the commands, by folder. */
export const commandNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(folders).map(([path, files]) => [path.split('/').at(-2) ?? '', [...namesOf(files).keys()]]),
);

/** Every command by name and alias. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.values(folders).flatMap((files) => [...namesOf(files)]),
);

/** Everything at hand that a shell plays programs with, but JavaScript. */
export const programs: Programs = { commands, seldom: () => seldom };

/** The shell with it; JavaScript is recognised, not run. */
export const shell: Shell = shellWith(programs);
