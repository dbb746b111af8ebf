import { parseUint32 } from '../go-numbers.ts';
import { quote } from '../go-text.ts';

/** `[ip:][host port:]port[/protocol]` taken apart, as EXPOSE accepts it. */
export interface PortWord {
  readonly ip: string;
  readonly hostPort: string;
  readonly port: string;
  /** As written; empty when there is none. */
  readonly protocol: string;
}

/** Takes a word apart without judging it. */
export function splitPort(word: string): PortWord {
  const parts = word.split(':');
  const last = parts.at(-1) ?? '';
  const slash = last.indexOf('/');
  return {
    ip: parts.slice(0, -2).join(':'),
    hostPort: parts.at(-2) ?? '',
    port: slash === -1 ? last : last.slice(0, slash),
    protocol: slash === -1 ? '' : last.slice(slash + 1),
  };
}

/**
 * The container ports of an EXPOSE word, `8000/udp` each, or what is wrong with it
 * (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_expose.go).
 */
export function parsePort(word: string): readonly string[] | { readonly failure: string; readonly early: boolean } {
  const { ip, hostPort, port, protocol } = splitPort(word);
  const kind = protocol.toLowerCase() || 'tcp';
  const early = (reason: string) => ({ failure: `invalid port: ${quote(word)}: ${reason}`, early: true });
  if (port === '') return early('no port specified');
  if (!/^(tcp|udp|sctp)$/.test(kind)) return early(`invalid proto: ${kind}`);
  const address = ip.startsWith('[') ? unbracket(ip) : { host: ip };
  if ('failure' in address) return late(`invalid IP address ${ip}: ${address.failure}`);
  if (address.host !== '' && !isAddress(address.host)) return late(`invalid IP address: ${address.host}`);
  const range = parseRange(port);
  if (!range) return late(`invalid containerPort: ${port}`);
  if (hostPort !== '') {
    const host = parseRange(hostPort);
    if (!host) return late(`invalid hostPort: ${hostPort}`);
    if (range[1] !== range[0] && range[1] - range[0] !== host[1] - host[0])
      return late(`invalid ranges specified for container and host Ports: ${port} and ${hostPort}`);
  }
  return Array.from({ length: range[1] - range[0] + 1 }, (_, at) => `${range[0] + at}/${kind}`);
}

function late(failure: string): { readonly failure: string; readonly early: boolean } {
  return { failure, early: false };
}

function parseRange(text: string): [start: number, end: number] | undefined {
  const parts = text.split('-');
  if (parts.length > 2) return undefined;
  const [start, end] = parts.map(parsePortNumber);
  if (start === undefined || (parts.length === 2 && (end === undefined || end < start))) return undefined;
  return [start, end ?? start];
}

function parsePortNumber(text: string): number | undefined {
  const value = parseUint32(text, 10);
  return value !== undefined && value <= 65535 ? value : undefined;
}

/** Go's `net.SplitHostPort(ip + ":")` for a bracketed address. */
function unbracket(ip: string): { readonly host: string } | { readonly failure: string } {
  const address = `${ip}:`;
  const failure = (reason: string) => ({ failure: `address ${address}: ${reason}` });
  const end = ip.indexOf(']');
  if (end === -1) return failure("missing ']' in address");
  if (end + 1 !== ip.length)
    return failure(ip[end + 1] === ':' ? 'too many colons in address' : 'missing port in address');
  const host = ip.slice(1, end);
  return host.includes('[') ? failure("unexpected '[' in address") : { host };
}

/** Go's `net.ParseIP`: IPv4 without leading zeros, or IPv6 without a zone. */
function isAddress(text: string): boolean {
  if (!text.includes(':')) return isFour(text);
  const halves = text.split('::');
  if (halves.length > 2 || /^:[^:]|[^:]:$/.test(text)) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const four = last.includes('.');
  if (four && !isFour(last)) return false;
  const count = groups.length + (four ? 1 : 0);
  if (!(four ? groups.slice(0, -1) : groups).every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}

function isFour(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
}
