import { done, refused, type Daemon, type Result } from '../daemon/daemon.ts';
import type { Network } from '../model.ts';
import type { NetworkRequest } from './create.ts';

/**
 * What a request asks for with the settings of its configuration network (--config-from); refused in the daemon's words. Source: moby
 * 26.1 libnetwork/network.go validateConfiguration, applyConfigurationTo; Engine 26.1.5.
 */
export function withConfiguration(daemon: Daemon, request: NetworkRequest): Result<NetworkRequest> {
  const { configOnly = false, configFrom = '' } = request;
  const { internal, attachable, ingress, scope } = request;
  if (configOnly && (internal || attachable || ingress || (scope ?? '') !== ''))
    return refused(
      'configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.',
    );
  if (configFrom === '') return { ok: true, value: request };
  if (configOnly) return refused('a configuration network cannot depend on another configuration network');
  const depends = 'are not supported if the network depends on a configuration network';
  if (asksItself(request)) return refused(`user specified configurations ${depends}`);
  if (count(request.options) > 0) return refused(`network driver options ${depends}`);
  const from = [...daemon.store.networks.values()].find(({ name, configOnly: is }) => is && name === configFrom);
  if (!from) return refused(`configuration network ${JSON.stringify(configFrom)} does not exist`);
  return {
    ok: true,
    value: {
      ...request,
      enableIPv6: from.enableIPv6,
      ipamDriver: from.ipam.Driver,
      ipamOptions: from.ipam.Options ?? {},
      pools: from.ipam.Config,
      options: from.options,
      labels: from.labels,
    },
  };
}

function asksItself({ ipamDriver, enableIPv6, labels, ipamOptions, pools }: NetworkRequest): boolean {
  const own = ipamDriver !== undefined && ipamDriver !== '' && ipamDriver !== 'default';
  return own || enableIPv6 === true || count(labels) > 0 || count(ipamOptions) > 0 || (pools ?? []).length > 0;
}

function count(map: Readonly<Record<string, string>> | undefined): number {
  return Object.keys(map ?? {}).length;
}

/** Refuses to remove a configuration network that another network was made from. */
export function isFree(daemon: Daemon, { name, configOnly }: Network): Result {
  const used = configOnly && [...daemon.store.networks.values()].some(({ configFrom }) => configFrom === name);
  return used ? refused(`error while removing network: configuration network ${JSON.stringify(name)} is in use`) : done;
}
