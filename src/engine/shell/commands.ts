import type { Command } from './system.ts';

const modules = import.meta.glob<Command>(['./commands/*.ts', '!./commands/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Every command by name and alias: `commands/<name>.ts`, its default export. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries(modules).flatMap(([file, command]) => {
    const name = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length);
    return [name, ...(command.aliases ?? [])].map((each) => [each, command] as const);
  }),
);
