import type { ComposeCommand } from './command.ts';

const modules = import.meta.glob<ComposeCommand>(['../commands/*.ts', '!../**/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Every command by its name: `commands/<name>.ts`, sorted. */
export const commands: ReadonlyMap<string, ComposeCommand> = new Map(
  Object.entries(modules)
    .map(([path, command]) => [path.slice(path.lastIndexOf('/') + 1, -'.ts'.length), command] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
);

/** The command of a name or of another name for it. */
export function findCommand(name: string): { readonly name: string; readonly command: ComposeCommand } | undefined {
  for (const [own, command] of commands)
    if (own === name || command.aliases?.includes(name)) return { name: own, command };
  return undefined;
}
