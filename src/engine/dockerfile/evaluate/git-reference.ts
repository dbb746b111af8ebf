import { parseBool } from '../go-numbers.ts';
import { quote } from '../go-text.ts';

/** A source of ADD that is a Git repository. */
export interface GitReference {
  readonly checksum: string;
  readonly keepGitDir: boolean | undefined;
}

const SCHEME = /^(https?|ssh|git):\/\//;
const SCP_STYLE = /^[a-zA-Z0-9\-_]+@[a-zA-Z0-9-.]+:(.*?)(?:#(.*))?$/s;

/**
 * Reads a source as a Git address: undefined when it is none (a path, or an http address that does not end in .git);
 * a failure when it is one with a wrong query (moby/buildkit frontend/dockerfile/dfgitutil/git_ref.go).
 */
export function parseGitSource(source: string): GitReference | { readonly failure: string } | undefined {
  if (/^\.\.?\//.test(source)) return undefined;
  const scheme = SCHEME.exec(source)?.[1];
  if (scheme === undefined) {
    const match = SCP_STYLE.exec(source);
    return match ? readQuery(queryOf(match[1] ?? ''), match[2] ?? '') : undefined;
  }
  const hash = source.indexOf('#');
  const address = hash === -1 ? source : source.slice(0, hash);
  const query = queryOf(address);
  const path = address.slice(0, address.length - (query === '' && !address.endsWith('?') ? 0 : query.length + 1));
  if (scheme.startsWith('http') && !path.endsWith('.git')) return undefined;
  return readQuery(query, hash === -1 ? '' : source.slice(hash + 1));
}

/** True for `http://` and `https://` sources that are no Git repositories. */
export function isHttpSource(source: string): boolean {
  if (!/^https?:\/\//.test(source)) return false;
  const git = parseGitSource(source);
  return git === undefined || 'failure' in git;
}

function queryOf(address: string): string {
  const at = address.indexOf('?');
  return at === -1 ? '' : address.slice(at + 1);
}

type Values = ReadonlyMap<string, readonly string[]>;

function readQuery(query: string, fragment: string): GitReference | { readonly failure: string } {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals === -1 ? pair : pair.slice(0, equals));
    values.set(key, [...(values.get(key) ?? []), equals === -1 ? '' : decode(pair.slice(equals + 1))]);
  }
  for (const [key, given] of values) {
    const problem = queryProblem(key, given);
    if (problem !== undefined) return { failure: problem };
  }
  const failure = conflict(values, fragment);
  if (failure !== undefined) return { failure };
  const keep = values.get('keep-git-dir')?.[0];
  return {
    checksum: values.get('checksum')?.[0] ?? values.get('commit')?.[0] ?? '',
    keepGitDir: keep === undefined ? undefined : keep === '' || parseBool(keep),
  };
}

const FLAGS = ['keep-git-dir', 'submodules'];
const KEYS = ['ref', 'tag', 'branch', 'subdir', 'checksum', 'commit', ...FLAGS];

function queryProblem(key: string, given: readonly string[]): string | undefined {
  const [value = ''] = given;
  if (given.length > 1) return `query ${quote(key)} has multiple values`;
  if (value === '' && !FLAGS.includes(key)) return `query ${quote(key)} has no value`;
  if (!KEYS.includes(key)) return `unexpected query ${quote(key)}`;
  if (value !== '' && FLAGS.includes(key) && parseBool(value) === undefined)
    return `invalid ${key} value: ${quote(value)}`;
  return undefined;
}

function clash(what: string, first: string, second: string): string | undefined {
  return first !== '' && first !== second ? `${what} conflicts: ${quote(first)} vs ${quote(second)}` : undefined;
}

function conflict(values: Values, fragment: string): string | undefined {
  const colon = fragment.indexOf(':');
  let ref = colon === -1 ? fragment : fragment.slice(0, colon);
  const directory = colon === -1 ? '' : fragment.slice(colon + 1);
  const subdir = values.get('subdir')?.[0];
  const early =
    (subdir === undefined ? undefined : clash('subdir', directory, subdir)) ??
    (values.has('ref') ? clash('ref', ref, values.get('ref')?.[0] ?? '') : undefined);
  if (early !== undefined) return early;
  ref = values.get('ref')?.[0] ?? ref;
  const full = (key: string, prefix: string) => {
    const value = values.get(key)?.[0];
    return value === undefined || value.startsWith(prefix) ? value : prefix + value;
  };
  const tag = full('tag', 'refs/tags/');
  const branch = full('branch', 'refs/heads/');
  const tagClash = tag === undefined ? undefined : clash('ref', ref, tag);
  if (tagClash !== undefined) return tagClash;
  if (branch === undefined) return undefined;
  return tag !== undefined ? 'branch conflicts with tag' : clash('ref', ref, branch);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
