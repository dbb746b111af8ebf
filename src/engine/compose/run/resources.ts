import { createNetwork } from '../../docker/networks/create.ts';
import type { Task } from '../../docker/plugins.ts';
import { createVolume } from '../../docker/volumes/store.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { NetworkConfig, Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { LABEL } from './labels.ts';

/** Virtual ms that the engine takes to make a network. */
const MAKING = 60;

/** Makes the networks of a project that are not there. Source: compose pkg/compose/create.go ensureNetworks. */
export function* ensureNetworks(cli: ComposeCli, project: Project): Task<Loaded<undefined>> {
  for (const [key, network] of Object.entries(project.networks)) {
    const name = network.name ?? key;
    const known = [...cli.daemon.store.networks.values()].find((one) => one.name === name);
    if (network.external) {
      if (!known && !['host', 'bridge', 'none', 'default'].includes(name))
        return failure(`Error response from daemon: network ${name} not found`);
      continue;
    }
    if (known) {
      const wrong = foreign(cli, project, { key, name, labels: known.labels });
      if (wrong !== undefined) return failure(wrong);
      continue;
    }
    const made = yield* makeNetwork(cli, project, { key, name, network });
    if (!made.ok) return made;
  }
  return fine(undefined);
}

function foreign(
  cli: ComposeCli,
  project: Project,
  { key, name, labels }: { key: string; name: string; labels: Readonly<Record<string, string>> },
): string | undefined {
  const owner = labels[LABEL.project];
  if (owner === project.name && labels[LABEL.network] === key) return undefined;
  if (owner === undefined)
    cli.warn(
      `a network with name ${name} exists but was not created by compose.\nSet \`external: true\` to use an existing network`,
    );
  else if (owner !== project.name)
    cli.warn(
      `a network with name ${name} exists but was not created for project "${project.name}".\nSet \`external: true\` to use an existing network`,
    );
  if (labels[LABEL.network] === key) return undefined;
  return `network ${name} was found but has incorrect label ${LABEL.network} set to "${labels[LABEL.network] ?? ''}"`;
}

function* makeNetwork(
  cli: ComposeCli,
  project: Project,
  { key, name, network }: { key: string; name: string; network: NetworkConfig },
): Task<Loaded<undefined>> {
  const title = `Network ${name}`;
  cli.progress(title, 'Creating');
  yield* cli.process.sleep(MAKING);
  const created = createNetwork(cli.daemon, {
    name,
    driver: network.driver ?? '',
    enableIPv6: network.enable_ipv6 ?? false,
    internal: network.internal ?? false,
    attachable: network.attachable ?? false,
    ...(network.ipam?.driver ? { ipamDriver: network.ipam.driver } : {}),
    noIpamOptions: true,
    pools: (network.ipam?.config ?? []).map((pool) => ({
      Subnet: pool.subnet ?? '',
      ...(pool.ip_range ? { IPRange: pool.ip_range } : {}),
      ...(pool.gateway ? { Gateway: pool.gateway } : {}),
      ...(pool.aux_addresses ? { AuxiliaryAddresses: { ...pool.aux_addresses } } : {}),
    })),
    options: { ...network.driver_opts },
    labels: {
      ...network.labels,
      [LABEL.network]: key,
      [LABEL.project]: project.name,
      [LABEL.version]: cli.daemon.profile.compose,
    },
  });
  if (created.ok) {
    cli.progress(title, 'Created');
    return fine(undefined);
  }
  if (created.after) yield* cli.process.sleep(created.after);
  cli.progress(title, 'Error');
  return failure(`failed to create network ${name}: Error response from daemon: ${created.message}`);
}

/** Makes the volumes of a project that are not there. Source: create.go ensureProjectVolumes. */
export function* ensureVolumes(cli: ComposeCli, project: Project): Task<Loaded<undefined>> {
  for (const [key, volume] of Object.entries(project.volumes)) {
    const name = volume.name ?? key;
    const known = cli.daemon.store.volumes.get(name);
    if (volume.external) {
      if (!known) return failure(`external volume "${name}" not found`);
      continue;
    }
    if (known) {
      const owner = known.labels?.[LABEL.project];
      if (owner === undefined)
        cli.warn(
          `volume "${name}" already exists but was not created by Docker Compose. Use \`external: true\` to use an existing volume`,
        );
      else if (owner !== project.name)
        cli.warn(
          `volume "${name}" already exists but was created for project "${owner}" (expected "${project.name}"). Use \`external: true\` to use an existing volume`,
        );
      continue;
    }
    const title = `Volume "${name}"`;
    cli.progress(title, 'Creating');
    const created = createVolume(cli.daemon, {
      name,
      driver: volume.driver ?? '',
      options: { ...volume.driver_opts },
      labels: {
        ...volume.labels,
        [LABEL.project]: project.name,
        [LABEL.version]: cli.daemon.profile.compose,
        [LABEL.volume]: key,
      },
    });
    if (!created.ok) {
      if (created.noDriver) yield* cli.process.sleep(15_000);
      cli.progress(title, 'Error');
      return failure(`Error response from daemon: ${created.message}`);
    }
    cli.progress(title, 'Created');
  }
  return fine(undefined);
}
