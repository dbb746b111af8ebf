import { done, refused, type Daemon, type Result } from '../../daemon/daemon.ts';
import type { Network } from '../../model.ts';

/** The device of the host that a macvlan or ipvlan network lies on; a dummy device when none is named. */
export function parentOf({ id, options }: Network): string {
  return options['parent'] || `dm-${id.slice(0, 12)}`;
}

/**
 * Looks at the parent device: it must be there, or be a VLAN of one that is, and belong to no other network of the driver.
 * Source: moby 26.1 libnetwork/drivers/macvlan macvlan_network.go, macvlan_setup.go; recorded, net-macvlan.
 */
export function checkParent(daemon: Daemon, network: Network): Result {
  const parent = parentOf(network);
  const { device, modules } = { device: daemon.profile.lan.device, modules: daemon.profile.modules };
  for (const other of daemon.store.networks.values())
    if (other.driver === network.driver && parentOf(other) === parent)
      return refused(`network dm-${other.id.slice(0, 12)} is already using parent interface ${parent}`);
  if (parent === 'lo') return refused(`loopback interface is not a valid ${network.driver} parent link`);
  if (parent === device) return done;
  if (network.options['parent'] === undefined || network.options['parent'] === '')
    return modules.includes('dummy') ? done : refused('operation not supported');
  const [base = '', vlan] = parent.split('.');
  if (vlan === undefined || base === '' || parent.split('.').length > 2)
    return refused(`invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
  if (!/^\d+$/.test(vlan)) return refused(`unable to parse a valid vlan id from: ${vlan} (ex. eth0.10 for vlan 10)`);
  if (base !== device) return refused(`-o parent interface was not found on the host: ${base}`);
  if (Number(vlan) < 1 || Number(vlan) > 4094)
    return refused(`vlan id must be between 1-4094, received: ${Number(vlan)}`);
  return modules.includes('vlan') ? done : refused(`failed to create ${parent} vlan link: operation not supported`);
}
