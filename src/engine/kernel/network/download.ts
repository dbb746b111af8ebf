import { networkOf, type NetworkErrno } from './network.ts';
import type { Process } from '../system.ts';

/** A URL taken apart. */
export interface Address {
  readonly url: string;
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Last part of the path; empty for a folder. */
  readonly file: string;
}

/** Reads a URL as curl and wget do: `http` when no scheme is given. Other schemes answer undefined. */
export function readAddress(text: string): Address | undefined {
  const match = /^(?:(\w+):\/\/)?(?:[^@/]*@)?([^/:?#]+)(?::(\d+))?([^?#]*)/.exec(text);
  if (!match) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const path = match[4] ?? '';
  const secure = scheme === 'https';
  return {
    url: text,
    secure,
    host: match[2] ?? '',
    port: Number(match[3] ?? (secure ? 443 : 80)),
    file: path.slice(path.lastIndexOf('/') + 1),
  };
}

/** Whether a host is the machine itself: nothing else listens in a build step. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '0.0.0.0' || host.startsWith('127.');
}

/**
 * Whether a host is simulated: the machine itself, and on a host with containers everything but the world outside. Names that
 * nobody knows are simulated too.
 */
export function isNear(process: Process, host: string): boolean {
  if (isLocal(host)) return true;
  if (!process.system.net) return false;
  const network = networkOf(process.system);
  const address = network.lookup(host);
  if (address === undefined) return !(network.knowsWorld && host.includes('.'));
  return network.probe(address).kind !== 'world';
}

/** What a failed connection is called. Source: strerror(3) of glibc and musl. */
export function connectError(errno: NetworkErrno): string {
  switch (errno) {
    case 'EHOSTUNREACH':
      return 'No route to host';
    case 'ENETUNREACH':
      return 'Network is unreachable';
    case 'ETIMEDOUT':
      return 'Operation timed out';
    default:
      return 'Connection refused';
  }
}

/** Whether the CA bundle that TLS clients of the image read is there. */
export function hasCertificates(process: Process): boolean {
  const paths = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem', '/etc/pki/tls/certs/ca-bundle.crt'];
  return paths.some((path) => process.system.tree.stat(path).ok);
}

/**
 * Stands for a download: nobody knows the bytes, so the step is reported and the file is one whose content is not modelled.
 */
export function download(process: Process, address: Address, path: string | undefined): boolean {
  process.notSimulated(`download of ${address.url}`);
  process.takes(500);
  return path === undefined || process.files.write(process.path(path), { size: 1, digest: `url:${address.url}` }).ok;
}
