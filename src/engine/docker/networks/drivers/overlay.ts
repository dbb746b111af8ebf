import { done } from '../../daemon/daemon.ts';
import type { NetworkDriver } from '../driver.ts';

const driver: NetworkDriver = {
  // Source: moby daemon/network.go createNetwork; no host here belongs to a swarm
  needs:
    'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
  create: () => done,
};
export default driver;
