import {
  formatMegabytes,
  forget,
  installedPackages,
  leftovers,
  pathsOf,
  setLeftovers,
  versionOf,
} from '../dpkg/dpkg.ts';
import type { PackageFacts, Process } from '../../kernel/system.ts';
import { automatic, setAutomatic } from './marks.ts';

/** What shall go. */
export interface Removal {
  readonly names: readonly string[];
  /** Configuration too: names are shown with a star. */
  readonly purge: boolean;
  /** What nothing needs any more goes too. */
  readonly auto: boolean;
  readonly quiet: boolean;
  readonly yes: boolean;
  readonly suite: string;
}

interface Going {
  readonly name: string;
  readonly facts: PackageFacts | undefined;
}

/**
 * `apt-get remove`, `purge`, `autoremove`. A package goes by itself; what came with it stays until it is removed
 * automatically (apt-get(8), autoremove). Its own share of the bytes is one of as many as there are packages (assumed).
 * Answers the exit code; the texts are those of apt 3.0.4, without sizes of single packages.
 */
export function removal(process: Process, wish: Removal): number {
  const known = installedPackages(process);
  const marked = automatic(process);
  const asked = [...new Set(wish.names)].filter((name) => known.has(name));
  for (const name of wish.names.filter((each) => !known.has(each)))
    process.out(`Package '${name}' is not installed, so not removed\n`);
  const more = wish.auto ? [...known].filter((name) => marked.has(name) && !asked.includes(name)) : [];
  const going = [...asked, ...more].map((name): Going => ({
    name,
    facts: process.system.packages.find('apt', wish.suite, name),
  }));
  const kept = [...known].filter((name) => !going.some((each) => each.name === name));
  const spare = going.flatMap(({ name, facts }) =>
    (facts?.names ?? []).filter((part) => part !== name && !kept.includes(part) && !known.has(part)),
  );
  const before = wish.auto ? leftovers(process) : [];
  announce(process, wish, { going, spare: [...new Set(spare)].toSorted(), before });
  if (going.length + before.length > 0 && !wish.yes) {
    process.out('Do you want to continue? [Y/n] Abort.\n');
    return 1;
  }
  for (const { paths } of before) for (const path of paths) process.files.remove(path, { recursive: true });
  for (const each of before) setLeftovers(process, { ...each, paths: [] });
  for (const each of going) takeAway(process, each, wish.auto);
  const names = going.map(({ name }) => name);
  forget(process, names);
  setAutomatic(
    process,
    [...marked].filter((name) => !names.includes(name)),
  );
  return 0;
}

interface Plan {
  readonly going: readonly Going[];
  /** Names of what came with them. */
  readonly spare: readonly string[];
  readonly before: ReturnType<typeof leftovers>;
}

function announce(process: Process, { purge, auto, quiet }: Removal, { going, spare, before }: Plan): void {
  const count = going.reduce((sum, { facts }) => sum + (auto ? (facts?.packages ?? 1) : 1), 0);
  if (going.length && !auto && spare.length)
    process.out(
      `The following packages were automatically installed and are no longer required:\n  ${spare.join(' ')}\nUse 'apt autoremove' to remove them.\n`,
    );
  const names = [...going.map(({ name }) => name), ...(auto ? spare : [])].map((name) => `${name}${purge ? '*' : ''}`);
  if (names.length) process.out(`The following packages will be REMOVED:\n  ${names.toSorted().join(' ')}\n`);
  const earlier = before.reduce((sum, { packages }) => sum + packages, 0);
  if (!quiet) process.out(`0 upgraded, 0 newly installed, ${count + earlier} to remove and 0 not upgraded.\n`);
  if (going.length + before.length === 0) return;
  const bytes = [
    ...going.flatMap(({ name, facts }) => split(process, name, { facts, auto }).gone),
    ...before.flatMap(({ paths }) => paths),
  ].reduce((sum, path) => sum + process.files.size(path), 0);
  if (!quiet) process.out(`After this operation, ${formatMegabytes(bytes)} disk space will be freed.\n`);
}

/** Paths that go with a package and those that belong to what came with it. */
function split(
  process: Process,
  name: string,
  { facts, auto }: { facts: PackageFacts | undefined; auto: boolean },
): { readonly gone: readonly string[]; readonly stays: readonly string[] } {
  const paths = pathsOf(process, name);
  if (auto || !facts || facts.packages <= 1) return { gone: paths, stays: [] };
  const others = (facts.names ?? []).filter((part) => part !== name);
  const stays = paths.filter((path) => {
    const last = path.slice(path.lastIndexOf('/') + 1);
    return others.includes(last) || path === paths.at(-1);
  });
  return { gone: paths.filter((path) => !stays.includes(path)), stays };
}

function takeAway(process: Process, { name, facts }: Going, auto: boolean): void {
  const { gone, stays } = split(process, name, { facts, auto });
  for (const path of gone) process.files.remove(path, { recursive: true });
  setLeftovers(process, { name, packages: (facts?.packages ?? 2) - 1, paths: stays });
  process.out(`Removing ${name} (${versionOf(process, name)}) ...\n`);
  process.takes(300);
}
