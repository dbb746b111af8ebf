import type { Command } from '../kernel/system.ts';

/** Commands by name and alias, of one folder: `<name>.ts`, its default export. */
export function namesOf(files: Readonly<Record<string, Command>>): ReadonlyMap<string, Command> {
  return new Map(
    Object.entries(files).flatMap(([file, command]) => {
      const name = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);
      return [name, ...(command.aliases ?? [])].map((each) => [each, command] as const);
    }),
  );
}
