/**
 * Image names as users write them and in full (`node` → `docker.io/library/node:latest`), with the errors of
 * github.com/distribution/reference.
 */
export interface Reference {
  readonly domain: string;
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const INVALID = 'invalid reference format';
const ALNUM = '[a-z0-9]+';
const PATH = `${ALNUM}(?:(?:[._]|__|[-]+)${ALNUM})*`;
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const WHOLE = new RegExp(`^(?:(${DOMAIN})/)?(${PATH}(?:/${PATH})*)(?::([\\w][\\w.-]{0,127}))?(?:@(${DIGEST}))?$`, 's');
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Reads a name; the failure is the reference's own text. */
export function parseReference(text: string): Reference | { readonly failure: string } {
  if (/^[a-f0-9]{64}$/.test(text))
    return {
      failure: `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`,
    };
  const [domain, rest] = splitDomain(text);
  const tagAt = rest.indexOf(':');
  const name = tagAt === -1 ? rest : rest.slice(0, tagAt);
  if (name !== name.toLowerCase()) return { failure: `${INVALID}: repository name (${name}) must be lowercase` };
  const full = `${domain}/${rest}`;
  const match = WHOLE.exec(full);
  const [, host = domain, path = '', tag, digest] = match ?? [];
  if (!match) return { failure: text === '' ? 'repository name must have at least one component' : INVALID };
  if (path.length > 255) return { failure: 'repository name must not be more than 255 characters' };
  const problem = digest === undefined ? undefined : digestProblem(digest);
  return problem ? { failure: problem } : { domain: host, path, tag, digest };
}

/** The full name; a name with neither tag nor digest gets `latest`. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag ?? (reference.digest === undefined ? 'latest' : undefined);
  return (
    `${reference.domain}/${reference.path}` +
    (tag === undefined ? '' : `:${tag}`) +
    (reference.digest === undefined ? '' : `@${reference.digest}`)
  );
}

/** `node` → `docker.io/library/node:latest`; undefined when no image can have the name. */
export function fullReference(name: string): string | undefined {
  const reference = parseReference(name);
  return 'failure' in reference ? undefined : formatReference(reference);
}

/** The name as short as Docker shows it: `docker.io/library/node:22` → `node:22`. */
export function familiarReference(reference: string): string {
  return reference.replace(/^docker\.io\/(library\/)?/, '');
}

/**
 * What is wrong with an `algorithm:hex` digest, in the words of opencontainers/go-digest; undefined when nothing is.
 */
export function digestProblem(digest: string): string | undefined {
  const at = digest.indexOf(':');
  if (at <= 0 || at + 1 === digest.length) return 'invalid checksum digest format';
  const length = DIGEST_LENGTHS[digest.slice(0, at)];
  if (length === undefined) {
    const shaped = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/.test(digest);
    return shaped ? 'unsupported digest algorithm' : 'invalid checksum digest format';
  }
  const hex = digest.slice(at + 1);
  if (hex.length !== length) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(hex) ? undefined : 'invalid checksum digest format';
}

function splitDomain(text: string): [domain: string, rest: string] {
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const isDomain = slash !== -1 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = isDomain ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const rest = isDomain ? text.slice(slash + 1) : text;
  return [domain, domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest];
}
