import type { Profile } from './profile.ts';
import { recorded } from './recorded.ts';

const { ulimits: _, ...host } = recorded;

/** The product's default: the recorded texts on a host with cgroup v2 and a terminal. What differs is read, not recorded. */
export const current: Profile = {
  ...host,
  name: 'current',
  cgroup: 2,
  tty: true,
  blockWeights: true,
  modules: ['dummy', 'ipvlan', 'vlan'],
  worldNames: true,
};
