import { done, refused, type Daemon, type Result } from '../../daemon/daemon.ts';
import type { Network } from '../../model.ts';
import { readAddress } from '../ipam/address.ts';
import { bridgeName } from '../packets/bridge-name.ts';
import type { NetworkDriver } from '../driver.ts';
import { poolsOfFamily } from '../ipam/leases.ts';
import { booleanOption, numberOption, unreadable } from '../driver-options.ts';

const PREFIX = 'com.docker.network.';

/** Options that are read, and as what; all others are kept and mean nothing. Source: moby 26.1 drivers/bridge fromLabels. */
const OPTIONS: Readonly<Record<string, (key: string, value: string) => Result>> = {
  [`${PREFIX}bridge.enable_icc`]: booleanOption,
  [`${PREFIX}bridge.enable_ip_masquerade`]: booleanOption,
  [`${PREFIX}bridge.inhibit_ipv4`]: booleanOption,
  [`${PREFIX}bridge.default_bridge`]: booleanOption,
  [`${PREFIX}driver.mtu`]: numberOption,
  [`${PREFIX}bridge.host_binding_ipv4`]: addressOption,
  [`${PREFIX}host_ipv4`]: addressOption,
};

function addressOption(key: string, value: string): Result {
  return readAddress(value) ? done : unreadable(key, value, 'nil ip');
}

const driver: NetworkDriver = {
  create(daemon, network) {
    if (poolsOfFamily(network, 4).length > 1) return refused("bridge driver doesn't support multiple subnets");
    if (poolsOfFamily(network, 6).length > 1) return refused("bridge driver doesn't support multiple subnets");
    for (const [key, value] of Object.entries(network.options)) {
      const read = OPTIONS[key]?.(key, value) ?? done;
      if (!read.ok) return read;
    }
    const mtu = Number(network.options[`${PREFIX}driver.mtu`] ?? 0);
    if (mtu < 0) return refused(`invalid MTU number: ${mtu}`);
    if (mtu > 65_535) return refused('invalid argument');
    return nameConflict(daemon, network);
  },
};
export default driver;

function nameConflict(daemon: Daemon, network: Network): Result {
  const name = bridgeName(network);
  if (name === daemon.profile.lan.device || name === 'lo') return refused(`existing interface ${name} is not a bridge`);
  // longer than IFNAMSIZ allows
  if (name.length > 15) return refused('numerical result out of range');
  for (const other of daemon.store.networks.values())
    if (other.driver === 'bridge' && bridgeName(other) === name)
      return refused(
        `cannot create network ${network.id} (${name}): conflicts with network ${other.id} (${name}): networks have same bridge name`,
      );
  return done;
}
