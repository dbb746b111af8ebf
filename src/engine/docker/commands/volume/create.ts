import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { pairs } from '../../networks/flags/key-values.ts';
import { createVolume, PLUGIN_WAIT } from '../../volumes/store.ts';

/** Flags of volumes of a swarm. */
const CLUSTER = ['availability', 'group', 'limit-bytes', 'required-bytes', 'scope', 'secret', 'sharing', 'type'];
const NO_SWARM =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

const command: DockerCommand = {
  short: 'Create a volume',
  usage: '[OPTIONS] [VOLUME]',
  flags: `
!      --availability string   Cluster Volume availability ("active", "pause", "drain")
  -d, --driver string   Specify volume driver name (default "local")
!      --group string   Cluster Volume group (cluster volumes)
      --label list      Set metadata for a volume
!      --limit-bytes bytes   Minimum size of the Cluster Volume in bytes
!      --name string   Specify volume name
  -o, --opt map         Set driver specific options (default map[])
!      --required-bytes bytes   Maximum size of the Cluster Volume in bytes
!      --scope string   Cluster Volume access scope ("single", "multi")
!      --secret map   Cluster Volume secrets
!      --sharing string   Cluster Volume access sharing ("none", "readonly", "onewriter", "all")
!      --topology-preferred list   A topology that the Cluster Volume would be preferred in
!      --topology-required list   A topology that the Cluster Volume must be accessible from
!      --type string   Cluster Volume access type ("mount", "block")
`,
  args: [0, 1],
  check({ name }, value) {
    const key = value.split('=')[0]?.trim() ?? '';
    return name === 'label' && key === '' ? `invalid label '${value}': empty name` : undefined;
  },
  *run(cli, given): Task {
    const [positional] = given.args;
    const flag = given.value('name') ?? '';
    if (positional !== undefined && flag !== '') {
      cli.err('conflicting options: either specify --name or provide positional arg, not both\n');
      return 1;
    }
    if (CLUSTER.some((name) => given.has(name))) return cli.refuse(NO_SWARM);
    const made = createVolume(cli.daemon, {
      name: positional ?? flag,
      driver: given.value('driver') ?? '',
      options: pairs(given.values('opt')),
      labels: pairs(given.values('label')),
    });
    if (!made.ok) {
      if (made.noDriver) yield* cli.process.sleep(PLUGIN_WAIT);
      return cli.refuse(made.message);
    }
    cli.out(`${made.value.name}\n`);
    return 0;
  },
};
export default command;
