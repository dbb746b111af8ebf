import type { Daemon } from '../../daemon/daemon.ts';
import { findContainer } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { isUserDefined } from '../find.ts';
import { attachments } from '../endpoints/attached.ts';

/** Source: moby 26.1 libnetwork/etchosts defaultContent. */
const HEAD = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

/** /etc/hosts of a container: --add-host, then links of the default bridge, then itself. Source: recorded, net-dns-default. */
export function hostsFile(daemon: Daemon, container: Container): string {
  const { hostConfig, config } = container;
  const extra = (hostConfig.ExtraHosts ?? []).map((line) => {
    const at = line.indexOf(':');
    const address = line.slice(at + 1);
    return `${address === 'host-gateway' ? gatewayOf(daemon) : address}\t${line.slice(0, at)}`;
  });
  const links = isUserDefined(hostConfig.NetworkMode)
    ? []
    : (hostConfig.Links ?? []).flatMap((link) => linkLine(daemon, link));
  const hostname = config.Hostname || container.id.slice(0, 12);
  // a full name, in one piece or in two, is followed by its first label. Source: moby libnetwork/sandbox_dns_unix.go updateHostsFile
  const full = config.Domainname ? `${hostname}.${config.Domainname}` : hostname;
  const names = full.includes('.') ? `${full} ${full.slice(0, full.indexOf('.'))}` : full;
  const own = attachments(daemon, container).flatMap(({ endpoint: { address, address6 } }) =>
    [address, address6].filter((one) => one !== '').map((one) => `${one}\t${names}`),
  );
  return `${HEAD}${[...extra, ...links, ...own].map((line) => `${line}\n`).join('')}`;
}

/** The host as containers see it: the gateway of the default bridge. */
function gatewayOf(daemon: Daemon): string {
  const bridge = [...daemon.store.networks.values()].find(({ name }) => name === 'bridge');
  return bridge?.pools?.[0]?.Gateway ?? '';
}

function linkLine(daemon: Daemon, link: string): string[] {
  const [name = '', alias = name] = link.split(':');
  const found = findContainer(daemon, name);
  const address = found.ok ? found.value.endpoints.get('bridge')?.address : undefined;
  if (!found.ok || !address) return [];
  const other = found.value;
  const names = new Set([alias, other.config.Hostname || other.id.slice(0, 12), other.name]);
  return [`${address}\t${[...names].join(' ')}`];
}
