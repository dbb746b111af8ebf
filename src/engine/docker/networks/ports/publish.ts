import { refused, type Daemon, type Result } from '../../daemon/daemon.ts';
import type { Container, Endpoint, PortBinding } from '../../model.ts';
import { publications, type Publication } from './publications.ts';
import { sandboxesOf } from '../packets/sandbox.ts';

/** First port for those who do not care. Source: ip_local_port_range; recorded, net-publish. */
const FIRST_DYNAMIC = 32_768;
const LAST_DYNAMIC = 60_999;

interface Publishing {
  readonly daemon: Daemon;
  readonly container: Container;
  readonly endpoint: Endpoint;
  readonly taken: Publication[];
}

/**
 * Publishes what a container asks for, and notes what it exposes. A port may be taken: by another container, or by a program of the
 * host. Source: moby 26.1 libnetwork/drivers/bridge port_mapping.go, portallocator; recorded, net-publish.
 */
export function publishPorts(daemon: Daemon, container: Container, endpoint: Endpoint): Result {
  const { hostConfig, config } = container;
  container.ports = {};
  const publishing: Publishing = { daemon, container, endpoint, taken: publications(daemon) };
  const asked: Record<string, PortBinding[]> = { ...hostConfig.PortBindings };
  const exposed = Object.keys(config.ExposedPorts ?? {});
  for (const port of exposed)
    if (hostConfig.PublishAllPorts && asked[port] === undefined) asked[port] = [{ HostIp: '', HostPort: '' }];
  const ports: Container['ports'] = Object.fromEntries(exposed.map((port) => [port, null]));
  for (const port of Object.keys(asked).toSorted(byPort)) {
    const bindings: PortBinding[] = [];
    for (const binding of asked[port] ?? []) {
      const made = bind(publishing, port, binding);
      if (!made.ok)
        return refused(
          `driver failed programming external connectivity on endpoint ${container.name} (${endpoint.endpointId}): ${made.message}`,
        );
      bindings.push(...made.value);
    }
    ports[port] = bindings;
  }
  container.ports = Object.fromEntries(Object.entries(ports).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return { ok: true, value: undefined };
}

function byPort(one: string, other: string): number {
  return Number.parseInt(one, 10) - Number.parseInt(other, 10) || (one < other ? -1 : 1);
}

function bind(publishing: Publishing, port: string, binding: PortBinding): Result<PortBinding[]> {
  const { daemon, endpoint } = publishing;
  const protocol = port.split('/')[1] ?? 'tcp';
  const fixed = bindingAddress(daemon, endpoint);
  const addresses = binding.HostIp === '' ? (fixed === '0.0.0.0' ? ['0.0.0.0', '::'] : [fixed]) : [binding.HostIp];
  const [first = '', last = first] = binding.HostPort.split('-');
  const range = first === '' || first === '0' ? undefined : [Number(first), Number(last)];
  const from = range?.[0] ?? FIRST_DYNAMIC;
  const end = range?.[1] ?? LAST_DYNAMIC;
  let problem = 'all ports are allocated';
  for (let number = from; number <= end; number++) {
    const why = addresses
      .map((address) => obstacle(publishing, { address, number, protocol }))
      .find((one) => one !== undefined);
    if (why === undefined) {
      const bindings = addresses.map((HostIp) => ({ HostIp, HostPort: String(number) }));
      publishing.taken.push(
        ...bindings.map(({ HostIp }) => ({
          hostIp: HostIp,
          hostPort: number,
          protocol,
          containerPort: Number.parseInt(port, 10),
          container: publishing.container,
        })),
      );
      return { ok: true, value: bindings };
    }
    problem = why;
  }
  return refused(problem);
}

/** Address that ports are bound to unless one is named: an option of the network. */
function bindingAddress(daemon: Daemon, endpoint: Endpoint): string {
  const network = daemon.store.networks.get(endpoint.networkId);
  return network?.options['com.docker.network.bridge.host_binding_ipv4'] || '0.0.0.0';
}

const every = (address: string): boolean => address === '0.0.0.0' || address === '::';

/** Why a port of the host cannot be had. */
function obstacle(
  { daemon, taken }: Publishing,
  { address, number, protocol }: { address: string; number: number; protocol: string },
): string | undefined {
  const six = address.includes(':');
  const clash = taken.some(
    (one) =>
      one.protocol === protocol &&
      one.hostPort === number &&
      one.hostIp.includes(':') === six &&
      one.hostIp === address,
  );
  if (clash) return `Bind for ${address}:${number} failed: port is already allocated`;
  const shown = six ? `[${address}]:${number}` : `${address}:${number}`;
  const proxy = `Error starting userland proxy: listen ${protocol}${six ? '6' : '4'} ${shown}: bind:`;
  const { host } = sandboxesOf(daemon);
  const own = host.devices.some((device) => device.addresses.some((one) => one.address === address));
  if (!every(address) && !own && !address.startsWith('127.')) return `${proxy} cannot assign requested address`;
  const proxied = taken.some(
    (one) =>
      one.protocol === protocol &&
      one.hostPort === number &&
      one.hostIp.includes(':') === six &&
      (every(one.hostIp) || every(address)),
  );
  const used = host.listeners.some(
    (one) =>
      one.port === number &&
      (one.udp ?? false) === (protocol === 'udp') &&
      (one.address === address || every(one.address) || every(address)),
  );
  return proxied || used ? `${proxy} address already in use` : undefined;
}
