import type { Cli, DockerCommand } from '../../cli/command.ts';
import { VERSIONS } from '../../daemon/versions.ts';
import { bytesSize } from '../../format/sizes.ts';
import { printFacts } from '../../inspect/facts.ts';
import { FORMAT_FLAG } from '../../inspect/flags.ts';
import {
  countContainers,
  ENGINE_ID,
  LOG_DRIVERS,
  NETWORK_DRIVERS,
  securityOptions,
  STORAGE,
  systemValue,
} from '../../inspect/system.ts';

function client({ daemon }: Cli): string {
  const { engine, buildx, compose } = daemon.profile;
  const folder = '/usr/libexec/docker/cli-plugins';
  return `Client:
 Version:    ${engine.version}
 Context:    default
 Debug Mode: false
 Plugins:
  buildx: Docker Buildx (Docker Inc.)
    Version:  ${buildx}+ds1
    Path:     ${folder}/docker-buildx
  compose: Docker Compose (Docker Inc.)
    Version:  ${compose}-4
    Path:     ${folder}/docker-compose
`;
}

/** Source: docker/cli system/info.go prettyPrintInfo. */
function server({ daemon }: Cli): string {
  const { profile, store } = daemon;
  const counts = countContainers(store.containers.values());
  const security = securityOptions(profile.cgroup).map((option) => {
    const [name = '', ...facts] = option.split(',').map((part) => part.split('=')[1] ?? '');
    return `  ${name}\n${facts.map((fact) => `   Profile: ${fact}\n`).join('')}`;
  });
  return `Server:
 Containers: ${counts.all}
  Running: ${counts.running}
  Paused: ${counts.paused}
  Stopped: ${counts.stopped}
 Images: ${store.images.size}
 Server Version: ${profile.engine.version}
 Storage Driver: overlay2
${STORAGE.map(([name, value]) => `  ${name}: ${value}\n`).join('')} Logging Driver: json-file
 Cgroup Driver: ${profile.cgroup === 1 ? 'cgroupfs' : 'systemd'}
 Cgroup Version: ${profile.cgroup}
 Plugins:
  Volume: local
  Network: ${NETWORK_DRIVERS.join(' ')}
  Log: ${LOG_DRIVERS.join(' ')}
 Swarm: inactive
 Runtimes: io.containerd.runc.v2 runc
 Default Runtime: runc
 Init Binary: docker-init
 containerd version: ${VERSIONS.containerd.commit}
 runc version: ${VERSIONS.runc.commit}
 init version: 
 Security Options:
${security.join('')} Kernel Version: ${profile.kernel}
 Operating System: Debian GNU/Linux 13 (trixie)
 OSType: linux
 Architecture: x86_64
 CPUs: ${profile.cpus}
 Total Memory: ${bytesSize(profile.memory)}
 Name: ${profile.hostname}
 ID: ${ENGINE_ID}
 Docker Root Dir: /var/lib/docker
 Debug Mode: false
 Experimental: false
 Insecure Registries:
  127.0.0.0/8
 Live Restore Enabled: false

`;
}

const command: DockerCommand = {
  short: 'Display system-wide information',
  usage: '[OPTIONS]',
  top: ['info'],
  flags: FORMAT_FLAG,
  example: `
$ docker info --format '{{.Driver}} {{.CgroupVersion}} {{.NCPU}}'
overlay2 1 2
`,
  args: [0],
  run: (cli, given) =>
    printFacts(cli, given, {
      plain: () => `${client(cli)}\n${server(cli)}`,
      value: () => systemValue(cli.daemon),
    }),
};
export default command;
