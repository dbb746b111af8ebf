import { refused, type Result } from '../../daemon/daemon.ts';
import type { PortBinding } from '../../model.ts';
import { readAddress } from '../ipam/address.ts';

/** Ports as `-p` and `--expose` ask for them: `80/tcp` → bindings. */
export interface PortsAsked {
  readonly exposed: readonly string[];
  readonly bindings: Readonly<Record<string, PortBinding[]>>;
}

/** Reads values of -p. Refused in the client's words. Source: docker/go-connections nat/nat.go (0.4) ParsePortSpec; real client. */
export function readPublished(values: readonly string[]): Result<PortsAsked> {
  const bindings: Record<string, PortBinding[]> = {};
  for (const value of values) {
    const short = shortForm(value);
    if (!short.ok) return short;
    const read = readSpec(short.value);
    if (!read.ok) return read;
    for (const [port, binding] of read.value) (bindings[port] ??= []).push(binding);
  }
  return { ok: true, value: { exposed: Object.keys(bindings), bindings } };
}

/** `target=80,published=8080,protocol=tcp` as the short form. Source: docker/cli opts/port.go; container/opts.go convertToStandardNotation. */
function shortForm(value: string): Result<string> {
  if (!value.includes('=')) return { ok: true, value };
  const fields: Record<string, string> = { protocol: 'tcp', published: '', target: '' };
  for (const part of value.split(',')) {
    const at = part.indexOf('=');
    if (at < 0) return refused(`invalid publish opts format (should be name=value but got '${part}')`);
    fields[part.slice(0, at)] = part.slice(at + 1);
  }
  const { published, target, protocol } = fields;
  return { ok: true, value: published ? `${published}:${target}/${protocol}` : `${target}/${protocol}` };
}

type Pairs = [port: string, binding: PortBinding][];

function readSpec(raw: string): Result<Pairs> {
  const { ip, host, container: whole } = partsOf(raw);
  const [container = '', ...rest] = whole.split('/');
  const protocol = rest.length === 0 || rest[0] === '' ? 'tcp' : rest.join('/');
  const address = bareAddress(ip);
  if (!address.ok) return address;
  if (container === '') return refused(`No port specified: ${raw}<empty>`);
  const own = rangeOf(container);
  if (!own.ok) return refused(`Invalid containerPort: ${container}`);
  const outer = host === '' ? undefined : rangeOf(host);
  if (outer && !outer.ok) return refused(`Invalid hostPort: ${host}`);
  const [start, end] = own.value;
  const count = end - start;
  const outside = outer?.ok ? outer.value : undefined;
  if (outside && outside[1] - outside[0] !== count && count !== 0)
    return refused(`Invalid ranges specified for container and host Ports: ${container} and ${host}`);
  if (!/^(?:tcp|udp|sctp)$/i.test(protocol)) return refused(`Invalid proto: ${protocol}`);
  const pairs: Pairs = [];
  for (let at = 0; at <= count; at++) {
    let HostPort = outside ? String(outside[0] + at) : '';
    if (outside && count === 0 && outside[1] !== outside[0]) HostPort = `${outside[0]}-${outside[1]}`;
    pairs.push([`${start + at}/${protocol.toLowerCase()}`, { HostIp: address.value, HostPort }]);
  }
  return { ok: true, value: pairs };
}

function partsOf(raw: string): { ip: string; host: string; container: string } {
  const parts = raw.split(':');
  const container = parts.at(-1) ?? '';
  if (parts.length === 1) return { ip: '', host: '', container };
  if (parts.length === 2) return { ip: '', host: parts[0] ?? '', container };
  return { ip: parts.slice(0, -2).join(':'), host: parts.at(-2) ?? '', container };
}

function bareAddress(ip: string): Result<string> {
  if (ip === '') return { ok: true, value: '' };
  const bracketed = /^\[(.*)\]$/.exec(ip)?.[1];
  if (bracketed === undefined && ip.split(':').length > 1)
    return refused(`Invalid ip address ${ip}: address ${ip}:: too many colons in address`);
  const text = bracketed ?? ip;
  return readAddress(text) ? { ok: true, value: text } : refused(`Invalid ip address: ${text}`);
}

/** First and last port of `80` or `80-82`; refused in Go's words. */
export function rangeOf(text: string): Result<[number, number]> {
  if (text === '') return refused('Empty string specified for ports.');
  const [first = '', last = first] = text.split('-');
  for (const part of text.includes('-') ? [first, last] : [text]) {
    if (!/^\d+$/.test(part)) return refused(`strconv.ParseUint: parsing ${JSON.stringify(part)}: invalid syntax`);
    if (Number(part) > 65_535) return refused(`strconv.ParseUint: parsing ${JSON.stringify(part)}: value out of range`);
  }
  if (Number(last) < Number(first)) return refused(`Invalid range specified for the Port: ${text}`);
  return { ok: true, value: [Number(first), Number(last)] };
}

/** Reads values of --expose. Source: docker/cli container/opts.go parse. */
export function readExposed(values: readonly string[]): Result<string[]> {
  const ports: string[] = [];
  for (const value of values) {
    if (value.includes(':')) return refused(`invalid port format for --expose: ${value}`);
    const [port = '', protocol = ''] = value.split('/');
    const range = rangeOf(port);
    if (!range.ok) return refused(`invalid range format for --expose: ${value}, error: ${range.message}`);
    const [start, end] = range.value;
    if (protocol !== '' && !/^(?:tcp|udp|sctp)$/i.test(protocol)) return refused(`Invalid proto: ${protocol}`);
    for (let at = start; at <= end; at++) ports.push(`${at}/${protocol === '' ? 'tcp' : protocol.toLowerCase()}`);
  }
  return { ok: true, value: ports };
}
