import type { Container, HostConfig } from '../../model.ts';

/**
 * Settings that a network mode does not go with, in the daemon's words. Source: moby runconfig/hostconfig_unix.go
 * validateNetMode, errors.go; recorded, net-modes.
 */
export function modeProblem({ config, hostConfig, id, image }: Container): string | undefined {
  const mode = hostConfig.NetworkMode;
  const shared = mode.startsWith('container:');
  const named = config.Hostname !== '' && config.Hostname !== id.slice(0, 12);
  const links = (hostConfig.Links ?? []).length > 0;
  const ports = Object.keys(hostConfig.PortBindings).length > 0 || hostConfig.PublishAllPorts;
  const undefinedBehavior = "can't be used with links. This would result in undefined behavior";
  const rows: readonly (readonly [boolean, string])[] = [
    [
      mode === 'container' || mode === 'container:',
      'Invalid network mode: invalid container format container:<name|id>',
    ],
    [shared && named, 'conflicting options: hostname and the network mode'],
    [shared && links, `conflicting options: container type network ${undefinedBehavior}`],
    [shared && hostConfig.Dns.length > 0, 'conflicting options: dns and the network mode'],
    [
      shared && (hostConfig.ExtraHosts ?? []).length > 0,
      'conflicting options: custom host-to-IP mapping and the network mode',
    ],
    [shared && ports, 'conflicting options: port publishing and the container type network mode'],
    [
      shared && Object.keys(config.ExposedPorts ?? {}).some((port) => !image.config.ExposedPorts?.[port]),
      'conflicting options: port exposing and the container type network mode',
    ],
    [hostConfig.UTSMode === 'host' && named, 'conflicting options: hostname and the UTS mode'],
    [mode === 'host' && links, `conflicting options: host type networking ${undefinedBehavior}`],
  ];
  return rows.find(([holds]) => holds)?.[1];
}

/** What the daemon warns of. Source: moby daemon/daemon_unix.go verifyPlatformContainerSettings; recorded, net-modes. */
export function modeWarnings(hostConfig: HostConfig): string[] {
  return hostConfig.NetworkMode === 'host' && Object.keys(hostConfig.PortBindings).length > 0
    ? ['Published ports are discarded when using host network mode']
    : [];
}
