import type { PackageFacts, Process } from '../../kernel/system.ts';
import { absent, referred } from './absent.ts';
import { addedRepositories, foreignPackage, unknownRepositories } from './repositories.ts';

/** What the words of `apt-get install` come to. */
export interface Wanted {
  readonly found: readonly (PackageFacts | undefined)[];
  /** What apt prints before it gives up. */
  readonly out: string;
  readonly err: string;
}

/** A package of an added repository, else of the distribution. */
export function findPackage(process: Process, suite: string, name: string): PackageFacts | undefined {
  return foreignPackage(addedRepositories(process), name) ?? process.system.packages.find('apt', suite, name);
}

/**
 * Looks words up: names, `name=version`, `name/release`. A name that no package can have or has is an error as apt 3.0.4
 * prints it (observed); a name that is only not listed here is not simulated.
 */
export function lookUp(process: Process, words: readonly string[], suite: string): Wanted {
  const strangers = unknownRepositories(addedRepositories(process));
  const out: string[] = [];
  const err: string[] = [];
  const found = words.map((word) => {
    const name = word.split(/[=/:]/)[0] ?? word;
    const facts = findPackage(process, suite, name);
    const none = facts || strangers.length ? undefined : absent(name, suite);
    if (none) {
      out.push(none.out);
      err.push(none.err);
    } else if (facts) {
      const problem = pinProblem(process, word, facts);
      if (problem !== undefined) {
        out.push(`${referred(name)}\n`);
        err.push(problem);
      }
    } else process.notSimulated(`package ${name} of apt`);
    return facts;
  });
  return { found, out: out.join(''), err: err.join('') };
}

/**
 * `curl=8.14.*`: mirrors hold one upstream version of a package in a release. Another one is not found; another revision of
 * the same may have been there on another day and is not simulated, and so is a version where ours is assumed.
 */
function pinProblem(process: Process, word: string, { name, version, assumed }: PackageFacts): string | undefined {
  const pin = /=(.+)$/.exec(word)?.[1];
  if (pin === undefined || pin === version) return undefined;
  if (pin.includes('*') && inOrder(version, pin.split('*'))) return undefined;
  if (assumed || !isOther(pin, version)) {
    process.notSimulated(`version ${pin} of ${name}`);
    return undefined;
  }
  return `E: Version '${pin}' for '${name}' was not found\n`;
}

/** `1:8.14.1-2+deb13u7` → `8.14.1`. */
function upstream(version: string): string {
  return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}

/** True when the upstream version is another one. */
function isOther(pin: string, version: string): boolean {
  const own = upstream(version);
  const wanted = pin.replace(/^\d+:/, '').replace(/\*.*$/, '');
  return !own.startsWith(upstream(wanted)) && !wanted.startsWith(own);
}

function inOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = text.indexOf(part, at);
    if (found === -1 || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  return true;
}
