import type { Flag, Given } from '../../cli/flags.ts';
import type { Asked, EndpointRequest } from '../../daemon/containers/endpoint-request.ts';
import { refused, type Result } from '../../daemon/daemon.ts';
import type { HostConfig } from '../../model.ts';
import { readAddress } from '../ipam/address.ts';
import { isUserDefined } from '../find.ts';
import { readNetworkOption, type NetworkOption } from './network-option.ts';
import { readExposed, readPublished } from '../ports/port-spec.ts';

/** Refuses a value of a flag about networks, in pflag's words, while flags are read. Source: docker/cli opts/hosts.go, opts.go; real client. */
export function checkNetworkFlag({ name }: Flag, value: string): string | undefined {
  switch (name) {
    case 'network':
    case 'net': {
      const read = readNetworkOption(value);
      return read.ok ? undefined : read.message;
    }
    case 'dns':
      return readAddress(value.trim()) ? undefined : `IP address is not correctly formatted: ${value.trim()}`;
    case 'dns-search':
      return isDomain(value) ? undefined : `${value} is not a valid domain`;
    case 'add-host':
      return hostProblem(value);
    case 'link':
      if (value === '') return 'empty string specified for links';
      return value.split(':').length > 2 && !/^\/[^:]+:\/[^:]+\/[^:]+$/.test(value)
        ? `bad format for links: ${value}`
        : undefined;
    default:
      return undefined;
  }
}

function isDomain(value: string): boolean {
  const text = value.trim();
  if (text === '.') return true;
  return text.length <= 255 && /^(?:[a-zA-Z\d_]+(?:[a-zA-Z\d_-]*[a-zA-Z\d])?\.?)+$/.test(text);
}

/** `name:address`, `name=address`; `host-gateway` stands for the host. Source: docker/cli opts/hosts.go ValidateExtraHost. */
function hostProblem(value: string): string | undefined {
  const [name, address] = extraHost(value);
  if (address === undefined || name === '') return `bad format for add-host: ${JSON.stringify(value)}`;
  if (address === 'host-gateway' || readAddress(address)) return undefined;
  return `invalid IP address in add-host: ${JSON.stringify(address)}`;
}

function extraHost(value: string): [name: string, address: string | undefined] {
  const match = /^([^=:]*)[=:](.*)$/s.exec(value);
  if (!match) return [value, undefined];
  return [match[1] ?? '', (match[2] ?? '').replace(/^\[(.*)\]$/, '$1')];
}

/** Networks, names and ports of a new container as its flags ask for them; refused in the client's words. */
export function readNetworks(given: Given): Result<Asked> {
  const mac = given.value('mac-address') ?? '';
  if (mac !== '' && !isMac(mac)) return refused(`${mac} is not a valid mac address`);
  const published = readPublished(given.values('publish'));
  if (!published.ok) return published;
  const exposed = readExposed(given.values('expose'));
  if (!exposed.ok) return exposed;
  const endpoints = readEndpoints(given);
  if (!endpoints.ok) return endpoints;
  const ports = [...published.value.exposed, ...exposed.value];
  const networks = all(given, 'network', 'net');
  const mode = networks[0] === undefined ? 'default' : targetOf(networks[0]);
  const hostConfig: Partial<HostConfig> = {
    NetworkMode: mode,
    PortBindings: { ...published.value.bindings },
    PublishAllPorts: given.on('publish-all'),
    Dns: given.values('dns').map((one) => one.trim()),
    DnsOptions: all(given, 'dns-option', 'dns-opt'),
    DnsSearch: [...given.values('dns-search')],
    ExtraHosts: given.has('add-host') ? given.values('add-host').map((one) => extraHost(one).join(':')) : null,
    Links: given.has('link') && !isUserDefined(mode) ? [...given.values('link')] : null,
  };
  return {
    ok: true,
    value: {
      config: {
        ...(ports.length > 0 ? { ExposedPorts: Object.fromEntries(ports.map((one) => [one, {}])) } : {}),
        ...(mac === '' ? {} : { MacAddress: mac }),
      },
      hostConfig,
      endpoints: endpoints.value,
    },
  };
}

function all(given: Given, ...names: readonly string[]): string[] {
  return names.flatMap((name) => [...given.values(name)]);
}

function targetOf(value: string): string {
  const read = readNetworkOption(value);
  return read.ok ? read.value.target : value;
}

function isMac(text: string): boolean {
  return /^[\da-fA-F]{2}(?:([:-])[\da-fA-F]{2})(?:\1[\da-fA-F]{2}){4}$/.test(text.trim());
}

/** Source: docker/cli 26.1 cli/command/container/opts.go parseNetworkOpts. */
function readEndpoints(given: Given): Result<EndpointRequest[]> {
  const values = all(given, 'network', 'net');
  const requests: EndpointRequest[] = [];
  const kinds = new Set<boolean>();
  for (const [at, value] of (values.length === 0 ? ['default'] : values).entries()) {
    const read = readNetworkOption(value);
    if (!read.ok) return read;
    const option = read.value;
    const own = isUserDefined(option.target);
    const conflict = at === 0 ? addFlags(option, given) : undefined;
    if (conflict !== undefined) return refused(conflict);
    const links = at === 0 && option.target !== 'default' ? [...given.values('link')] : [];
    const problem = optionProblem(option, links);
    if (problem !== undefined) return refused(problem);
    if (requests.some(({ network }) => network === option.target))
      return refused(`network ${JSON.stringify(option.target)} is specified multiple times`);
    kinds.add(own);
    requests.push(requestOf(option, links));
  }
  if (kinds.size > 1)
    return refused('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  return { ok: true, value: requests };
}

const clash = (flag: string, what: string): string =>
  `conflicting options: cannot specify both --${flag} and per-network ${what}`;

/** The flags about one network belong to the first. */
function addFlags(option: NetworkOption, given: Given): string | undefined {
  const aliases = all(given, 'network-alias', 'net-alias');
  const locals = given.values('link-local-ip');
  const ip = given.value('ip') ?? '';
  const ip6 = given.value('ip6') ?? '';
  const mac = given.value('mac-address') ?? '';
  if (option.aliases.length > 0 && aliases.length > 0) return clash('network-alias', 'alias');
  if (option.ip && ip !== '') return clash('ip', 'IPv4 address');
  if (option.ip6 && ip6 !== '') return clash('ip6', 'IPv6 address');
  if (option.mac && mac !== '') return clash('mac-address', 'MAC address');
  if (option.linkLocal.length > 0 && locals.length > 0) return clash('link-local-ip', 'link-local IP addresses');
  option.aliases.push(...aliases);
  option.linkLocal.push(...locals);
  if (ip !== '') option.ip = ip;
  if (ip6 !== '') option.ip6 = ip6;
  if (mac !== '') option.mac = mac;
  return undefined;
}

function optionProblem(option: NetworkOption, links: readonly string[]): string | undefined {
  if (option.target.trim() === '') return 'no name set for network';
  if (!isUserDefined(option.target)) {
    if (option.aliases.length > 0) return 'network-scoped aliases are only supported for user-defined networks';
    if (links.length > 0) return 'links are only supported for user-defined networks';
  }
  return option.mac && !isMac(option.mac) ? `${option.mac} is not a valid mac address` : undefined;
}

function requestOf(option: NetworkOption, links: readonly string[]): EndpointRequest {
  const { ip, ip6, mac } = option;
  return {
    network: option.target,
    aliases: option.aliases.length > 0 ? option.aliases : null,
    links: links.length > 0 ? links.map(String) : null,
    ipamConfig: ip || ip6 ? { ...(ip ? { IPv4Address: ip } : {}), ...(ip6 ? { IPv6Address: ip6 } : {}) } : null,
    driverOpts: Object.keys(option.driverOpts).length > 0 ? option.driverOpts : null,
    ...(mac ? { mac } : {}),
    linkLocal: option.linkLocal,
  };
}
