import { done, refused } from '../../daemon/daemon.ts';
import type { NetworkDriver } from '../driver.ts';
import { checkParent } from '../packets/parent-device.ts';

const MODES = new Set(['', 'l2', 'l3', 'l3s']);

const driver: NetworkDriver = {
  create(daemon, network) {
    const mode = network.options['ipvlan_mode'] ?? '';
    if (!MODES.has(mode))
      return refused(`requested ipvlan mode '${mode}' is not valid, 'l2' mode is the ipvlan driver default`);
    return checkParent(daemon, network);
  },
  // Source: moby libnetwork/drivers/ipvlan ipvlan_setup.go createIPVlan; a kernel without the module says so only here
  join: (daemon) =>
    daemon.profile.modules.includes('ipvlan')
      ? done
      : refused('failed to create the ipvlan port: operation not supported'),
};
export default driver;
