import { parseBool } from '../go-numbers.ts';
import { quote } from '../go-text.ts';
import { parseQuery, parseUrl, splitOnce } from './go-url.ts';

/** A source of ADD that is a Git repository. */
export interface GitReference {
  readonly checksum: string;
  readonly keepGitDir: boolean | undefined;
  /** True for `github.com/…`, which names a repository for `docker build` but a path in a Dockerfile. */
  readonly local: boolean;
}

const SCHEME = /^(https?|ssh|git):\/\//i;
const SCP_STYLE = /^[a-zA-Z0-9\-_]+@[a-zA-Z0-9-.]+:[^\n]*$/;

/**
 * Reads a source as a Git address: undefined when it is none (a path, or an http address that does not end in .git);
 * a failure when it is one with a wrong query (moby/buildkit frontend/dockerfile/dfgitutil/git_ref.go).
 */
export function parseGitSource(source: string): GitReference | { readonly failure: string } | undefined {
  if (/^\.\.?\//.test(source)) return undefined;
  const scheme = SCHEME.exec(source)?.[1];
  const local = source.startsWith('github.com/');
  if (scheme !== undefined || local) {
    const url = parseUrl(source);
    if (!url || (scheme?.toLowerCase().startsWith('http') && !url.path.endsWith('.git'))) return undefined;
    return readReference(parseQuery(url.query).values, url.fragment, local);
  }
  if (!SCP_STYLE.test(source)) return undefined;
  const [address, fragment] = splitOnce(source, '#');
  const { values, valid } = parseQuery(splitOnce(address, '?')[1]);
  return valid ? readReference(values, fragment, local) : undefined;
}

/** True for `http://` and `https://` sources that are no Git repositories. */
export function isHttpSource(source: string): boolean {
  if (!/^https?:\/\//.test(source)) return false;
  const git = parseGitSource(source);
  return git === undefined || 'failure' in git;
}

type Values = ReadonlyMap<string, readonly string[]>;

function readReference(values: Values, fragment: string, local: boolean): GitReference | { readonly failure: string } {
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
    local,
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
  let [ref] = splitOnce(fragment, ':');
  const [, directory] = splitOnce(fragment, ':');
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
