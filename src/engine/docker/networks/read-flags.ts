import type { Flag, Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/asked.ts';
import type { Result } from '../daemon/daemon.ts';
import type { PortBinding } from '../model.ts';

/** Refuses a value of a flag about networks, in pflag's words, while flags are read. */
export function checkNetworkFlag(_flag: Flag, _value: string): string | undefined {
  return undefined;
}

/** Networks, names and ports of a new container as its flags ask for them; refused in the client's words. */
export function readNetworks(given: Given): Result<Asked> {
  const bindings: Record<string, PortBinding[]> = {};
  for (const one of given.values('publish')) {
    const [port = '', HostPort = '', HostIp = ''] = one.split(':').toReversed();
    (bindings[port.includes('/') ? port : `${port}/tcp`] ??= []).push({ HostIp, HostPort });
  }
  const exposed = [
    ...Object.keys(bindings),
    ...given.values('expose').map((one) => (one.includes('/') ? one : `${one}/tcp`)),
  ];
  const [network = 'default'] = given.values('network');
  const ip = given.value('ip');
  const ip6 = given.value('ip6');
  return {
    ok: true,
    value: {
      config: {
        ...(exposed.length > 0 ? { ExposedPorts: Object.fromEntries(exposed.map((one) => [one, {}])) } : {}),
        ...(given.has('mac-address') ? { MacAddress: given.value('mac-address') ?? '' } : {}),
      },
      hostConfig: {
        NetworkMode: network,
        PortBindings: bindings,
        PublishAllPorts: given.on('publish-all'),
        Dns: [...given.values('dns')],
        DnsOptions: [...given.values('dns-option')],
        DnsSearch: [...given.values('dns-search')],
        ExtraHosts: given.has('add-host') ? [...given.values('add-host')] : null,
        Links: given.has('link') ? [...given.values('link')] : null,
      },
      endpoints: given.values('network').map((name) => ({
        network: name,
        aliases: given.has('network-alias') ? [...given.values('network-alias')] : null,
        ipamConfig:
          ip === undefined && ip6 === undefined
            ? null
            : {
                ...(ip === undefined ? {} : { IPv4Address: ip }),
                ...(ip6 === undefined ? {} : { IPv6Address: ip6 }),
              },
      })),
    },
  };
}
