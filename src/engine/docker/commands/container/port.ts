import type { DockerCommand } from '../../cli/command.ts';
import { findContainer } from '../../daemon/daemon.ts';
import type { PortBinding } from '../../model.ts';

const command: DockerCommand = {
  short: 'List port mappings or a specific mapping for the container',
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  top: ['port'],
  args: [1, 2],
  run(cli, given) {
    const [reference = '', wanted = ''] = given.args;
    const found = findContainer(cli.daemon, reference);
    if (!found.ok) return cli.refuse(found.message);
    const { ports } = found.value;
    const lines: string[] = [];
    if (wanted === '')
      for (const [port, bindings] of Object.entries(ports))
        lines.push(...(bindings ?? []).map((binding) => `${port} -> ${shown(binding)}`));
    else {
      const [port = ''] = wanted.split('/');
      const protocol = wanted.slice(port.length + 1) || 'tcp';
      const problem = portProblem(port);
      if (problem !== undefined) {
        cli.err(`Error: invalid port (${port}): ${problem}\n`);
        return 1;
      }
      const bindings = ports[`${port}/${protocol}`];
      if (!bindings) {
        cli.err(`Error: No public port '${wanted}' published for ${reference}\n`);
        return 1;
      }
      lines.push(...bindings.map(shown));
    }
    if (lines.length > 0) cli.out(`${lines.toSorted(naturally).join('\n')}\n`);
    return 0;
  },
};
export default command;

function portProblem(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) return `strconv.ParseUint: parsing ${quoted}: invalid syntax`;
  return Number(text) > 65_535 ? `strconv.ParseUint: parsing ${quoted}: value out of range` : undefined;
}

function shown({ HostIp, HostPort }: PortBinding): string {
  return HostIp.includes(':') ? `[${HostIp}]:${HostPort}` : `${HostIp}:${HostPort}`;
}

const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];

/** Numbers within texts compare as numbers. Source: fvbommel/sortorder natsort.go. */
function naturally(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  for (const [at, part] of left.entries()) {
    const against = right[at];
    if (against === undefined) return 1;
    if (part === against) continue;
    const numbers = /^\d/.test(part) && /^\d/.test(against);
    if (numbers && Number(part) !== Number(against)) return Number(part) - Number(against);
    return part < against ? -1 : 1;
  }
  return left.length - right.length;
}
