import type { DockerCommand } from './command.ts';
import { readFlags } from './flags.ts';
import { framed } from './plugin-help.ts';
import type { Placed } from './commands.ts';

/** `Usage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]` */
export function usageLine(name: string, command: DockerCommand): string {
  return `Usage:  docker ${name} ${command.usage}`.trimEnd();
}

/** What `--help` of a command prints. Source: docker/cli cli/cobra.go, usageTemplate. */
export function commandHelp(name: string, { noun, verb }: Placed, command: DockerCommand): string {
  const { plugin } = command;
  const group = plugin ?? noun;
  const names = [
    ...(noun === 'top'
      ? []
      : [`docker ${group} ${verb}`, ...(command.aliases ?? []).map((one) => `docker ${group} ${one}`)]),
    ...(plugin === undefined ? (command.top ?? []) : []).map((one) => `docker ${one}`),
  ];
  const aliases = names.length > 1 ? `\nAliases:\n  ${names.join(', ')}\n` : '';
  const examples = command.examples === undefined ? '' : `\nExamples:\n${command.examples}\n`;
  const flags = readFlags(command.flags ?? '').some(({ hidden }) => !hidden);
  const options = flags
    ? `\nOptions:\n${(command.flags ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('!'))
        .join('\n')}\n`
    : '';
  const help = `\n${usageLine(plugin === undefined ? name : `${plugin} ${verb}`, command)}\n\n${command.long ?? command.short}\n${aliases}${examples}${options}`;
  return plugin === undefined ? help : framed(command.short, help);
}
