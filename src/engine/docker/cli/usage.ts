import type { DockerCommand } from './command.ts';
import { readFlags } from './flags.ts';
import type { Placed } from './registry.ts';

/** `Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]` */
export function usageLine(name: string, command: DockerCommand): string {
  return `Usage:  docker ${name} ${command.usage}`.trimEnd();
}

/** What `--help` of a command prints. Source: docker/cli cli/cobra.go, usageTemplate. */
export function commandHelp(name: string, { noun, verb, command }: Placed): string {
  const names = [
    ...(noun === 'top'
      ? []
      : [`docker ${noun} ${verb}`, ...(command.aliases ?? []).map((one) => `docker ${noun} ${one}`)]),
    ...(command.top ?? []).map((one) => `docker ${one}`),
  ];
  const aliases = names.length > 1 ? `\nAliases:\n  ${names.join(', ')}\n` : '';
  const flags = readFlags(command.flags ?? '').some(({ hidden }) => !hidden);
  const options = flags
    ? `\nOptions:\n${(command.flags ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('!'))
        .join('\n')}\n`
    : '';
  return `\n${usageLine(name, command)}\n\n${command.short}\n${aliases}${options}`;
}
