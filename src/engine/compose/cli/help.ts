import { commands } from './registry.ts';
import type { ComposeCommand } from './command.ts';

/** Flags before the command. Source: `docker compose --help` of 2.26.1. */
export const GLOBAL_FLAGS = `
      --ansi string                Control when to print ANSI control
                                   characters ("never"|"always"|"auto")
                                   (default "auto")
      --compatibility              Run compose in backward compatibility mode
      --dry-run                    Execute command in dry run mode
      --env-file stringArray       Specify an alternate environment file
  -f, --file stringArray           Compose configuration files
      --parallel int               Control max parallelism, -1 for
                                   unlimited (default -1)
      --profile stringArray        Specify a profile to enable
      --progress string            Set type of progress output (auto,
                                   tty, plain, quiet) (default "auto")
      --project-directory string   Specify an alternate working directory
                                   (default: the path of the, first
                                   specified, Compose file)
  -p, --project-name string        Project name
!      --no-ansi                   Do not print ANSI control characters (DEPRECATED)
!      --verbose                   Show more output
!  -v, --version                   Show the Docker Compose version information
!      --workdir string            (--project-directory)
`;

function shown(flags: string): string {
  return flags
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('!'))
    .map((line) => `${line}\n`)
    .join('');
}

/** What `docker compose` alone prints. */
export function rootHelp(): string {
  const rows = [...commands]
    .filter(([, { hidden }]) => !hidden)
    .map(([name, { short }]) => `  ${name.padEnd(11)} ${short}\n`)
    .join('');
  return `
Usage:  docker compose [OPTIONS] COMMAND

Define and run multi-container applications with Docker

Options:
${shown(GLOBAL_FLAGS)}
Commands:
${rows}
Run 'docker compose COMMAND --help' for more information on a command.
`;
}

/** The usage line of a command. */
export function usageOf(name: string, { usage }: ComposeCommand): string {
  return `Usage:  docker compose ${name} ${usage}`.trimEnd();
}

/** What `--help` of a command prints. */
export function commandHelp(name: string, command: ComposeCommand): string {
  const names = [name, ...(command.aliases ?? [])].map((one) => `docker compose ${one}`);
  const aliases = names.length > 1 ? `\nAliases:\n  ${names.join(', ')}\n` : '';
  return `\n${usageOf(name, command)}\n\n${command.long ?? command.short}\n${aliases}\nOptions:\n${shown(command.flags)}`;
}
