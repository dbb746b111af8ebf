import type { BaseImage } from '../../../builder/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { familiarName, familiarText, fullText, withTag, type Reference } from '../reference.ts';

/** What the answers of registries depend on. */
export type Asked = Pick<Daemon, 'world' | 'profile'>;

/** What a registry answers about an image. */
export type RegistryAnswer =
  | { readonly kind: 'image'; readonly image: BaseImage }
  /** No such repository, or nobody may see it. */
  | { readonly kind: 'denied' }
  /** The repository is there, the tag, digest or platform is not. */
  | { readonly kind: 'unknown' }
  /** The registry's name cannot be resolved. */
  | { readonly kind: 'no-host' }
  /** Nobody listens on this port of the host itself. */
  | { readonly kind: 'refused' }
  /** A real registry may have it; nothing is known of it here. */
  | { readonly kind: 'not-simulated' };

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+)(?::\d+)?$/;

/**
 * Asks the registry of a reference. In the profile `recorded` Docker Hub has its official repositories without any image, as the stand-in of the
 * recordings had, and no other registry can be found; otherwise Docker Hub has the catalogue, and what else it may have is not simulated.
 */
export function askRegistry(daemon: Asked, reference: Reference, platform: string): RegistryAnswer {
  const name = fullText(withTag(reference));
  const { world, profile } = daemon;
  const hub = reference.domain === 'docker.io';
  if (LOCAL.test(reference.domain)) return { kind: 'refused' };
  if (profile.name === 'recorded') {
    if (!hub) return { kind: 'no-host' };
    return { kind: reference.path.startsWith('library/') && world.mayExist(name) ? 'unknown' : 'denied' };
  }
  const image = world.image(name, platform);
  if (image) return { kind: 'image', image };
  if (world.platforms(name) !== undefined) return { kind: 'unknown' };
  if (!hub && unknownHost(daemon, reference.domain)) return { kind: 'no-host' };
  return { kind: world.mayExist(name) ? 'not-simulated' : 'denied' };
}

/** Whether a name cannot be resolved: any in the profile `recorded`, whose network had no Internet; else those kept for examples (RFC 2606, 6761). */
export function unknownHost({ profile }: Asked, host: string): boolean {
  return profile.name === 'recorded' || /\.(?:example|invalid|test)(?::\d+)?$/.test(host);
}

/** Name server as messages of Go's resolver have it. */
export function lookupError(daemon: Asked, host: string): string {
  return `dial tcp: lookup ${host.replace(/:\d+$/, '')} on ${daemon.profile.lan.dns}:53: no such host`;
}

/** That nobody listens at `host:port` of this machine. */
export function refusedError(domain: string): string {
  const [host = '', port = '80'] = domain.split(':');
  return `dial tcp ${host === 'localhost' ? '127.0.0.1' : host}:${port}: connect: connection refused`;
}

/** Why a registry did not give an image, in the words of `docker pull`. Source: recorded, img-pull; moby distribution/errors.go. */
export function pullError(daemon: Daemon, reference: Reference, kind: RegistryAnswer['kind']): string {
  const { domain } = reference;
  if (kind === 'no-host') return `Get "https://${domain}/v2/": ${lookupError(daemon, domain)}`;
  if (kind === 'refused') return `Get "http://${domain}/v2/": ${refusedError(domain)}`;
  if (kind === 'unknown')
    return `manifest for ${familiarText(withTag(reference))} not found: manifest unknown: manifest unknown`;
  return `pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`;
}

/** The same as BuildKit has it from containerd's resolver. Source: recorded, img-pull, img-fail-copy. */
export function resolveError(daemon: Asked, reference: Reference, kind: RegistryAnswer['kind']): string {
  const { domain, path, tag, digest } = withTag(reference);
  const request = (scheme: string): string =>
    `failed to do request: Head "${scheme}://${domain}/v2/${path}/manifests/${digest ?? tag ?? ''}": `;
  if (kind === 'no-host') return `${request('https')}${lookupError(daemon, domain)}`;
  if (kind === 'refused') return `${request('http')}${refusedError(domain)}`;
  if (kind === 'unknown') return `${fullText(withTag(reference))}: not found`;
  return 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
}

/** Why a push fails; undefined when the registry takes the image. Known are credentials alone: who is logged in may push. */
export function pushError(daemon: Daemon, reference: Reference, loggedIn: boolean): string | undefined {
  const { domain } = reference;
  const { kind } = askRegistry(daemon, reference, 'linux/amd64');
  if (kind === 'no-host' || kind === 'refused') return pullError(daemon, reference, kind);
  if (
    loggedIn &&
    daemon.profile.name !== 'recorded' &&
    !(domain === 'docker.io' && reference.path.startsWith('library/'))
  )
    return undefined;
  return 'denied: requested access to the resource is denied';
}
