import { hasCertificates } from '../../kernel/network/download.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';

/** A repository that was added to those of the image. */
export interface Repository {
  readonly uri: string;
  readonly suite: string;
  readonly signedBy: string | undefined;
  /** `[trusted=yes]`. */
  readonly trusted: boolean;
}

/** Hosts of the distributions' own repositories. */
const OWN =
  /^https?:\/\/(?:deb\.debian\.org|security\.debian\.org|snapshot\.debian\.org|(?:[a-z]{2}\.)?archive\.ubuntu\.com|security\.ubuntu\.com|ports\.ubuntu\.com)\//;

/** What sources.list and sources.list.d add, in both forms. Source: sources.list(5). */
export function addedRepositories(process: Process): readonly Repository[] {
  const folder = '/etc/apt/sources.list.d';
  const names = process.files.list(folder);
  const paths = ['/etc/apt/sources.list', ...(names.ok ? names.value.map((name) => `${folder}/${name}`) : [])];
  return paths
    .flatMap((path) => {
      const found = process.files.read(path);
      const text = (found.ok ? found.value : undefined) ?? '';
      if (path.endsWith('.sources')) return text.split(/\n\s*\n/).flatMap(stanza);
      return path.endsWith('.list') ? text.split('\n').flatMap(line) : [];
    })
    .filter(({ uri }) => !OWN.test(`${uri}/`));
}

function line(text: string): readonly Repository[] {
  const [, options = '', uri, suite = ''] = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)/.exec(text) ?? [];
  if (uri === undefined) return [];
  const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
  return [{ uri: uri.replace(/\/$/, ''), suite, signedBy, trusted: /(?:^|\s)trusted=yes/.test(options) }];
}

function stanza(text: string): readonly Repository[] {
  const field = (name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(text)?.[1]?.trim();
  const uris = field('URIs');
  if (uris === undefined || /^no$/i.test(field('Enabled') ?? '')) return [];
  const inline = /BEGIN PGP PUBLIC KEY/.test(text);
  const trusted = inline || /^yes$/i.test(field('Trusted') ?? '');
  const suite = field('Suites')?.split(/\s+/)[0] ?? '';
  return uris
    .split(/\s+/)
    .map((uri) => ({ uri: uri.replace(/\/$/, ''), suite, signedBy: field('Signed-By'), trusted }));
}

/**
 * What `apt-get update` says against added repositories: no CA certificates for https, no key. Answers the error lines, the
 * same as with apt 2.6 and 3.0 (what stands between differs); apt ends with 100 then.
 */
export function refusals(process: Process, repositories: readonly Repository[]): string {
  return repositories
    .map(({ uri, suite, signedBy, trusted }) => {
      if (uri.startsWith('https:') && !hasCertificates(process))
        return `E: The repository '${uri} ${suite} Release' does not have a Release file.\n`;
      const keyed = signedBy !== undefined && process.files.stat(signedBy).ok;
      return trusted || keyed || hasTrustedKeys(process)
        ? ''
        : `E: The repository '${uri} ${suite} InRelease' is not signed.\n`;
    })
    .join('');
}

/** Keys in trusted.gpg.d count for every repository without Signed-By; whose they are is not known. */
function hasTrustedKeys(process: Process): boolean {
  const names = process.files.list('/etc/apt/trusted.gpg.d');
  return names.ok && names.value.some((name) => !name.startsWith('debian-') && !name.startsWith('ubuntu-'));
}

/** Newest releases of NodeSource's lines; assumed. */
const NODE: Readonly<Record<string, string>> = {
  '18': '18.20.8',
  '20': '20.19.6',
  '22': '22.21.1',
  '24': '24.11.1',
  '25': '25.2.1',
};

/** A package of an added repository that is modelled: nodejs of NodeSource, with assumed sizes. */
export function foreignPackage(repositories: readonly Repository[], name: string): PackageFacts | undefined {
  if (name !== 'nodejs') return undefined;
  const lines = repositories.map(({ uri }) => /^https:\/\/deb\.nodesource\.com\/node_(\d+)\.x$/.exec(uri)?.[1]);
  const version = lines.map((each) => (each === undefined ? undefined : NODE[each])).find((each) => each !== undefined);
  if (version === undefined) return undefined;
  return {
    name,
    version: `${version}-1nodesource1`,
    downloadBytes: 38_000_000,
    installedBytes: 198_000_000,
    packages: 1,
    files: 5400,
    names: ['nodejs'],
    binaries: ['/usr/bin/node', '/usr/bin/npm', '/usr/bin/npx', '/usr/bin/corepack'],
    assumed: true,
  };
}

/** Repositories whose packages are not listed here: what cannot be found may be theirs. */
export function unknownRepositories(repositories: readonly Repository[]): readonly Repository[] {
  return repositories.filter(({ uri }) => !uri.startsWith('https://deb.nodesource.com/'));
}
