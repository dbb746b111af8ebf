import type { Profile } from './profile.ts';

/** The host on which the transcripts were recorded. Source: shared/transcripts/README.md, "Host and engine (observed)". */
export const recorded: Profile = {
  name: 'recorded',
  engine: { version: '26.1.5+dfsg1', commit: 'a72d7cd', api: '1.45' },
  buildx: '0.13.1',
  compose: '2.26.1',
  cgroup: 1,
  cpus: 2,
  memory: 25_233_321_984,
  hostname: 'docker-host',
  kernel: '6.18.0',
  lan: { address: '192.168.1.2', prefix: 24, gateway: '192.168.1.1', dns: '192.168.1.1', device: 'eth0' },
  modules: [],
  worldNames: false,
  ulimits: { nofile: 20_000, nproc: 96_365, core: 0 },
  // recorded, sec-status: --privileged has 1fffeffffff
  lacks: ['SYS_RESOURCE'],
  blockWeights: false,
  cwd: '/root/lab',
  user: 'root',
  tty: false,
  epoch: '2026-11-24T08:00:00Z',
};
