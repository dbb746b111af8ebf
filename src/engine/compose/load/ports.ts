import { invalid, mapping, type Loaded, type Mapping } from '../value.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The short form of a published port, `[IP:][HOST:]CONTAINER[/PROTOCOL]`, as one long form a port. Source: docker/go-connections nat
 * ParsePortSpec, compose-go types/types.go ParsePortConfig.
 */
export function parsePort(spec: string): Loaded<Mapping[]> {
  const parts = spec.split(':');
  const [inside = '', ...protocols] = (parts.at(-1) ?? '').split('/');
  const protocol = protocols.length === 0 || protocols.join('/') === '' ? 'tcp' : protocols.join('/');
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
  const given = parts.slice(0, -2).join(':');
  if (given.includes(':') && !/^\[.*\]$/.test(given))
    return invalid(`Invalid ip address ${given}: address ${given}:: too many colons in address`);
  const ip = given.replace(/^\[(.*)\]$/, '$1');
  if (ip !== '' && !isAddress(ip)) return invalid(`Invalid ip address: ${ip}`);
  if (inside === '') return invalid(`No port specified: ${spec}<empty>`);
  const container = readRange(inside);
  if (!container) return invalid(`Invalid containerPort: ${inside}`);
  const outside = host === '' ? undefined : readRange(host);
  if (host !== '' && !outside) return invalid(`Invalid hostPort: ${host}`);
  const many = container.last - container.first;
  if (outside && outside.last - outside.first !== many && many > 0)
    return invalid(`Invalid ranges specified for container and host Ports: ${inside} and ${host}`);
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return invalid(`Invalid proto: ${protocol}`);
  const made: Mapping[] = [];
  for (let at = 0; at <= many; at++) {
    const published = outside ? String(outside.first + at) : '';
    const open = outside && many === 0 && outside.first !== outside.last ? `${published}-${outside.last}` : published;
    made.push(
      mapping([
        ['mode', 'ingress'],
        ...(ip === '' ? [] : [['host_ip', ip] as const]),
        ['target', container.first + at],
        ...(open === '' ? [] : [['published', open] as const]),
        ['protocol', protocol.toLowerCase()],
      ]),
    );
  }
  return { ok: true, value: made };
}

function readRange(text: string): Range | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first > last || last > 65_535 ? undefined : { first, last };
}

function isAddress(text: string): boolean {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) return four.slice(1).every((part) => Number(part) < 256);
  return text.includes(':') && /^[\da-fA-F:]+$/.test(text);
}
