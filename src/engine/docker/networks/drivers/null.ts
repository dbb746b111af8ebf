import { refused } from '../../daemon/daemon.ts';
import type { NetworkDriver } from '../driver.ts';

const driver: NetworkDriver = {
  bare: true,
  // Source: recorded, net-opts-b
  create: () => refused('only one instance of "null" network is allowed'),
};
export default driver;
