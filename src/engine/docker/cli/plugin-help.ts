import type { DockerCommands } from './commands.ts';

/** What `docker buildx` prints, also for a command that it does not know. Source: measured, buildx 0.13.1. */
interface Plugin {
  readonly short: string;
  readonly options: string;
  /** Groups within the plug-in, with their sentence. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Ends every help text of buildx. */
const EXPERIMENTAL = '\nExperimental commands and flags are hidden. Set BUILDX_EXPERIMENTAL=1 to show them.\n';

const BUILDX: Plugin = {
  short: 'Extended build capabilities with BuildKit',
  options: '      --builder string   Override the configured builder instance\n',
  groups: { imagetools: 'Commands to work on images in registry' },
};

/** Groups of plug-ins by what is typed after `docker`. `builder` is buildx under its older name, which names the builder in use. */
const PLUGINS: Readonly<Record<string, Plugin>> = {
  buildx: BUILDX,
  builder: { ...BUILDX, options: `${BUILDX.options}                         (default "default")\n` },
  'buildx imagetools': { ...BUILDX, short: BUILDX.groups['imagetools'] ?? '', groups: {} },
};

/** True for words that name a group of a plug-in. */
export function isPluginGroup(words: string): boolean {
  return Object.hasOwn(PLUGINS, words);
}

function row([verb, text]: readonly [string, string]): string {
  return `  ${verb.padEnd(11)} ${text}\n`;
}

/** Help of a group of a plug-in. */
export function pluginGroupHelp({ list }: DockerCommands, words: string): string {
  const plugin = PLUGINS[words] ?? BUILDX;
  const name = words === 'builder' ? 'buildx' : words;
  const noun = name.replace(' ', '-');
  const verbs = list
    .filter((one) => one.noun === noun && !one.command.hidden)
    .map(({ verb, command }) => [verb, command.short] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const groups = Object.entries(plugin.groups).map(row).join('');
  return `${plugin.short}

Usage:  docker ${name} [OPTIONS] COMMAND

${plugin.short}

Options:
${plugin.options}${groups === '' ? '' : `\nManagement Commands:\n${groups}`}
Commands:
${verbs.map(row).join('')}
Run 'docker ${name} COMMAND --help' for more information on a command.
${EXPERIMENTAL}`;
}

/** The help of a command as its plug-in prints it: the sentence goes before, a note comes after. */
export function framed(short: string, help: string): string {
  return `${short}\n${help}${EXPERIMENTAL}`;
}

/** `docker buildx --builder NAME build` is `docker buildx build --builder NAME`. */
export function builderFirst(typed: readonly string[]): readonly string[] {
  const [first = '', flag = '', ...rest] = typed;
  if (first !== 'buildx' && first !== 'builder') return typed;
  if (flag.startsWith('--builder=')) return [first, rest[0] ?? '', flag, ...rest.slice(1)];
  if (flag !== '--builder' || rest.length < 2) return typed;
  return [first, rest[1] ?? '', flag, rest[0] ?? '', ...rest.slice(2)];
}
