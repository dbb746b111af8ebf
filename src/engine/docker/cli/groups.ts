import { experimental } from '../images/buildx/experimental.ts';
import type { DockerCommands } from './commands.ts';

/** Management commands by name, with the sentence that help prints; `*` marks a plug-in. Source: recorded, run-flags. */
const GROUPS: Readonly<Record<string, string>> = {
  builder: 'Manage builds',
  buildx: 'Docker Buildx',
  compose: 'Docker Compose',
  container: 'Manage containers',
  context: 'Manage contexts',
  image: 'Manage images',
  manifest: 'Manage Docker image manifests and manifest lists',
  network: 'Manage networks',
  plugin: 'Manage plugins',
  system: 'Manage Docker',
  trust: 'Manage trust on Docker images',
  volume: 'Manage volumes',
};
/** What the help of a group says in place of its sentence. */
const LONG: Readonly<Record<string, string>> = {
  manifest: experimental(
    'manifest',
    `The **docker manifest** command has subcommands for managing image manifests and
manifest lists. A manifest list allows you to use one name to refer to the same image
built for multiple architectures.

To see help for a subcommand, use:

    docker manifest CMD --help

For full details on using docker manifest lists, see the registry v2 specification.`,
  ),
};
const PLUGINS = new Set(['buildx', 'compose']);
const COMMON = ['run', 'exec', 'ps', 'build', 'pull', 'push', 'images', 'login', 'logout', 'search', 'version', 'info'];

export function isGroup(name: string): boolean {
  return Object.hasOwn(GROUPS, name);
}

/** Names of all management commands. */
export function groupNames(): readonly string[] {
  return Object.keys(GROUPS);
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(11)} ${text}\n`;
}

/** What `docker network` prints; `wrong`: after a word that is none of its commands. */
export function groupHelp({ list }: DockerCommands, name: string, wrong = false): string {
  const verbs = list
    .filter(({ noun, command }) => noun === name && !command.hidden && (wrong || !command.swarm))
    .map(({ verb, command }) => [verb, command.listed ?? command.short] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const rows = verbs.map(([verb, text]) => row(verb, text)).join('');
  return `\nUsage:  docker ${name} COMMAND\n\n${LONG[name] ?? GROUPS[name] ?? ''}\n\nCommands:\n${rows}\nRun 'docker ${name} COMMAND --help' for more information on a command.\n`;
}

/** What `docker` alone prints. */
export function rootHelp({ list }: DockerCommands): string {
  const tops = new Map(
    list.flatMap(({ command }) => {
      const [top] = command.top ?? [];
      return top === undefined || command.hidden ? [] : [[top, command.listed ?? command.short] as const];
    }),
  );
  const common = COMMON.map((name) => row(name, tops.get(name) ?? '')).join('');
  const groups = Object.entries(GROUPS)
    .map(([name, text]) => row(PLUGINS.has(name) ? `${name}*` : name, text))
    .join('');
  const others = [...tops]
    .filter(([name]) => !COMMON.includes(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => row(name, text))
    .join('');
  return `
Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Common Commands:
${common}
Management Commands:
${groups}
Swarm Commands:
  swarm       Manage Swarm

Commands:
${others}
Global Options:
      --config string      Location of client config files (default
                           "/root/.docker")
  -c, --context string     Name of the context to use to connect to the
                           daemon (overrides DOCKER_HOST env var and
                           default context set with "docker context use")
  -D, --debug              Enable debug mode
  -H, --host list          Daemon socket to connect to
  -l, --log-level string   Set the logging level ("debug", "info",
                           "warn", "error", "fatal") (default "info")
      --tls                Use TLS; implied by --tlsverify
      --tlscacert string   Trust certs signed only by this CA (default
                           "/root/.docker/ca.pem")
      --tlscert string     Path to TLS certificate file (default
                           "/root/.docker/cert.pem")
      --tlskey string      Path to TLS key file (default
                           "/root/.docker/key.pem")
      --tlsverify          Use TLS and verify the remote
  -v, --version            Print version information and quit

Run 'docker COMMAND --help' for more information on a command.

For more help on how to use Docker, head to https://docs.docker.com/go/guides/
`;
}
