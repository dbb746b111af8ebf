import type { ComposeCommand } from '../cli/command.ts';
import { projectOrName } from '../cli/project.ts';
import { findOne } from '../run/find-one.ts';

const command: ComposeCommand = {
  short: 'Print the public port for a port binding',
  usage: '[OPTIONS] SERVICE PRIVATE_PORT',
  flags: `
      --dry-run           Execute command in dry run mode
      --index int         Index of the container if service has multiple
                          replicas
      --protocol string   tcp or udp (default "tcp")
`,
  args: { least: 2 },
  run(cli, given) {
    const [service = '', port = ''] = given.args;
    if (!/^\d+$/.test(port)) return cli.fail(`strconv.ParseUint: parsing "${port}": invalid syntax`);
    const read = projectOrName(cli);
    if (!read.ok) return cli.fail(read);
    const found = findOne(cli, read.value.name, {
      service,
      index: Number(given.value('index') ?? 0),
      oneOff: true,
    });
    if (!found.ok) return cli.fail(found);
    const protocol = given.value('protocol') ?? 'tcp';
    const [binding] = found.value.ports[`${port}/${protocol}`] ?? [];
    if (!binding)
      return cli.fail(
        `no port ${port}/${protocol} for container ${found.value.name}: ${Object.entries(found.value.ports)
          .flatMap(([key, all]) =>
            (all ?? [{ HostPort: '0' }]).map((one) => `${one.HostPort}/${key.split('/')[1] ?? ''}`),
          )
          .join(', ')}`,
      );
    cli.out(`${binding.HostIp}:${binding.HostPort}\n`);
    return 0;
  },
};
export default command;
