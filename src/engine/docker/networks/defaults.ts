import type { Daemon } from '../daemon/daemon.ts';
import type { Network } from '../model.ts';

/** bridge, host and none, as every engine has them. Source: recorded, `docker network ls` of a fresh engine. */
export function defaultNetworks(daemon: Daemon): readonly Network[] {
  const base = {
    created: daemon.now,
    scope: 'local',
    enableIPv6: false,
    configured: false,
    internal: false,
    attachable: false,
    ingress: false,
    labels: {},
  } as const;
  const none = { Driver: 'default', Options: null, Config: [] };
  return [
    {
      ...base,
      id: daemon.newId(),
      name: 'bridge',
      driver: 'bridge',
      ipam: { Driver: 'default', Options: null, Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] },
      options: {
        'com.docker.network.bridge.default_bridge': 'true',
        'com.docker.network.bridge.enable_icc': 'true',
        'com.docker.network.bridge.enable_ip_masquerade': 'true',
        'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
        'com.docker.network.bridge.name': 'docker0',
        'com.docker.network.driver.mtu': '1500',
      },
      pools: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1', given: true }],
      leases: new Map([['172.17.0.1', 'gateway']]),
    },
    { ...base, id: daemon.newId(), name: 'host', driver: 'host', ipam: none, options: {}, leases: new Map() },
    { ...base, id: daemon.newId(), name: 'none', driver: 'null', ipam: none, options: {}, leases: new Map() },
  ];
}
