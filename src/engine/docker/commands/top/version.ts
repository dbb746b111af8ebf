import type { Cli, DockerCommand } from '../../cli/command.ts';
import { VERSIONS } from '../../daemon/versions.ts';
import { printFacts } from '../../inspect/facts.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import { versionValue } from '../../inspect/version.ts';

function lines(rows: readonly (readonly [string, string])[], indent: string): string {
  return rows.map(([name, value]) => `${indent}${`${name}:`.padEnd(20 - indent.length)}${value}\n`).join('');
}

/** Source: docker/cli system/version.go, its default template. */
function told({ daemon }: Cli): string {
  const { engine } = daemon.profile;
  const client = [
    ['Version', engine.version],
    ['API version', engine.api],
    ['Go version', VERSIONS.go],
    ['Git commit', engine.commit],
    ['Built', VERSIONS.built],
    ['OS/Arch', 'linux/amd64'],
    ['Context', 'default'],
  ] as const;
  const server = [
    ['Version', engine.version],
    ['API version', `${engine.api} (minimum version ${VERSIONS.leastApi})`],
    ['Go version', VERSIONS.go],
    ['Git commit', VERSIONS.engineCommit],
    ['Built', VERSIONS.built],
    ['OS/Arch', 'linux/amd64'],
    ['Experimental', 'false'],
  ] as const;
  const parts = [
    ['containerd', VERSIONS.containerd.version, VERSIONS.containerd.commit],
    ['runc', VERSIONS.runc.version, VERSIONS.runc.commit],
    ['docker-init', VERSIONS.init, ''],
  ] as const;
  const others = parts.map(
    ([name, release, commit]) =>
      ` ${name}:\n${lines(
        [
          ['Version', release],
          ['GitCommit', commit],
        ],
        '  ',
      )}`,
  );
  return `Client:\n${lines(client, ' ')}\nServer:\n Engine:\n${lines(server, '  ')}${others.join('')}`;
}

const command: DockerCommand = {
  short: 'Show the Docker version information',
  usage: '[OPTIONS]',
  top: ['version'],
  flags: FORMAT_FLAG,
  example: `
$ docker version --format '{{.Client.Version}}'
26.1.5+dfsg1
`,
  args: [0],
  run: (cli, given) =>
    printFacts(cli, given, {
      plain: () => told(cli),
      value: () => versionValue(cli.daemon),
      template: 'version',
    }),
};
export default command;
