/** An image's name taken apart. Source: distribution/reference v0.6 (normalize.go, regexp.go, reference.go). */
export interface Reference {
  /** `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly domain: string;
  /** `library/alpine`, `acme/app`. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

/** What a text names, or why it names nothing. */
export type ReadReference =
  { readonly ok: true; readonly value: Reference } | { readonly ok: false; readonly message: string };

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const WHOLE = new RegExp(`^(${DOMAIN})/(${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const LONGEST = 255;

function bad(message: string): ReadReference {
  return { ok: false, message };
}

/** Reads a name as the client does: `alpine` is docker.io/library/alpine without a tag. Errors in the library's words. */
export function readReference(text: string): ReadReference {
  if (/^[a-f0-9]{64}$/.test(text))
    return bad(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const { domain, rest } = splitDomain(text);
  const remote = rest.split(':')[0] ?? '';
  if (remote.toLowerCase() !== remote)
    return bad(`invalid reference format: repository name (${remote}) must be lowercase`);
  const match = WHOLE.exec(`${domain}/${rest}`);
  if (!match) return bad('invalid reference format');
  const [, , path = '', tag, digest] = match;
  if (`${domain}/${path}`.length > LONGEST) return bad(`repository name must not be more than ${LONGEST} characters`);
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
    return bad(/^sha(?:256|384|512):/.test(digest) ? 'invalid checksum digest length' : 'unsupported digest algorithm');
  return {
    ok: true,
    value: { domain, path, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) },
  };
}

function splitDomain(text: string): { domain: string; rest: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const own = slash !== -1 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const domain = own && first !== 'index.docker.io' ? first : 'docker.io';
  const rest = own ? text.slice(slash + 1) : text;
  return { domain, rest: domain === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** The name as people write it: `alpine`, `acme/app`, `ghcr.io/acme/app`. */
export function familiarName({ domain, path }: Reference): string {
  if (domain !== 'docker.io') return `${domain}/${path}`;
  return path.replace(/^library\//, '');
}

/** The same with tag and digest: `alpine:3.20`. */
export function familiarText(reference: Reference): string {
  const { tag, digest } = reference;
  return `${familiarName(reference)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** With domain and path in full: `docker.io/library/alpine:3.20`. */
export function fullText(reference: Reference): string {
  const { domain, path, tag, digest } = reference;
  return `${domain}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** `:latest` where neither tag nor digest is given. */
export function withTag(reference: Reference): Reference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;
}
