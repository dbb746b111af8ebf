import { refused } from '../../daemon/daemon.ts';
import type { NetworkDriver } from '../driver.ts';
import { checkParent } from '../packets/parent-device.ts';

const MODES = new Set(['', 'bridge', 'private', 'vepa', 'passthru']);

const driver: NetworkDriver = {
  create(daemon, network) {
    const mode = network.options['macvlan_mode'] ?? '';
    if (!MODES.has(mode))
      return refused(`requested macvlan mode '${mode}' is not valid, 'bridge' mode is the macvlan driver default`);
    return checkParent(daemon, network);
  },
};
export default driver;
