import type { Process } from '../../kernel/system.ts';
import { satisfies } from './range.ts';

/** A package as it was asked for on the command line. */
export interface Spec {
  readonly name: string;
  /** Version, range or tag; undefined when only the name was given. */
  readonly range: string | undefined;
}

/** Reads `name`, `name@range`, `@scope/name@range`; undefined for folders, archives, Git and addresses, which are left out. */
export function readSpec(word: string): Spec | undefined {
  if (/^[./~]|:|\.t(?:ar\.)?gz$/.test(word) || /^[^@/]+\/[^/]+$/.test(word)) return undefined;
  const [, name = word, range] = /^(.[^@]*)(?:@(.*))?$/.exec(word) ?? [];
  return { name, range: range === '' ? undefined : range };
}

const UNKNOWN =
  "notarget In most cases you or one of your dependencies are requesting a package version that doesn't exist.";

/** Error lines for a word that can name no package, as npm 11.19.1 prints them (observed). */
export function invalidSpec(word: string): readonly string[] | undefined {
  const { name, range } = readSpec(word) ?? { name: 'x', range: undefined };
  if (name.startsWith('@') && !/^@[^/@]+\/[^/]+$/.test(name))
    return [
      'code EINVALIDPACKAGENAME',
      `Invalid package name "${name}" of package "${word}": name can only contain URL-friendly characters.`,
    ];
  if (name.startsWith('_'))
    return ['code ETARGET', `notarget No matching version found for undefined@${word}.`, UNKNOWN];
  const tag = range ?? (name.startsWith('@') ? '' : name);
  if (range !== undefined && satisfies('1.0.0', range) !== undefined) return undefined;
  if (encodeURIComponent(tag) !== tag && !/[<>=|^~*]/.test(tag))
    return [
      'code EINVALIDTAGNAME',
      `Invalid tag name "${tag}" of package "${word}": Tags may not have any characters that encodeURIComponent encodes.`,
    ];
  return undefined;
}

/**
 * The release that npm takes: the newest known one when the range allows it, else an exact version as it was asked for.
 * Undefined when that cannot be known from content/packages/npm.
 */
export function releaseOf(process: Process, { name, range }: Spec): string | undefined {
  const known = process.system.packages.find('npm', '', name)?.version;
  if (!known) return undefined;
  const wanted = range ?? 'latest';
  if (satisfies(known, wanted)) return known;
  return /^\d+\.\d+\.\d+$/.test(wanted) ? wanted : undefined;
}

/**
 * What package.json remembers: the prefix and the release, but the range itself when it allows less than that. Source:
 * @npmcli/arborist lib/arborist/reify.js, "if we installed a range, then we save the range specified if it is not a subset".
 */
export function savedRange(release: string, { range }: Spec, prefix: string): string {
  const narrow = range !== undefined && /^~|\s|<|\d+\.\d+\.(?:x|\*)$|^\d+\.\d+$|^\d+\.(?:\d+)\.x$/.test(range);
  return narrow ? range : `${prefix}${release}`;
}
