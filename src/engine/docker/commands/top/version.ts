import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { VERSIONS } from '../../daemon/versions.ts';
import { toJson } from '../../format/json.ts';
import { render, template } from '../../format/template.ts';
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

function version(cli: Cli, given: Given): number {
  const format = given.value('format') ?? '';
  if (format === '') cli.out(told(cli));
  else if (format === 'json') cli.out(`${toJson(versionValue(cli.daemon))}\n`);
  else {
    const parsed = template(format);
    if (!parsed.ok) {
      cli.err(`template parsing error: ${parsed.message.replace('template: :', 'template: version:')}\n`);
      return 64;
    }
    const { text, problem } = render(parsed.value, versionValue(cli.daemon));
    cli.out(`${text}\n`);
    if (problem === undefined) return 0;
    // this template has a name
    cli.err(
      `${problem.replace('template: :', 'template: version:').replace('executing "" at', 'executing "version" at')}\n`,
    );
    return 1;
  }
  return 0;
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
  run: version,
};
export default command;
