import type { Image } from '../../model.ts';
import { debianBase, debianFindings } from './debian.ts';
import type { Finding, Found, Target } from './finding.ts';
import { isOlder, languagePackages, systemPackages, type Inventory } from './inventory.ts';
import { NPM, PYTHON } from './libraries.ts';

function findIn(packages: Inventory, findings: readonly Finding[]): readonly Found[] {
  return findings
    .flatMap((finding): Found[] =>
      (packages.get(finding.library) ?? [])
        .filter((version) => finding.fixed === undefined || isOlder(version, finding.fixed))
        .map((installed) => ({ ...finding, installed })),
    )
    .toSorted((a, b) => (a.library < b.library ? -1 : a.library > b.library ? 1 : a.id < b.id ? -1 : 1));
}

/** The system's packages of an image; undefined for one without a system (scratch, a static binary alone). */
function systemOf(image: Image, name: string): Target | undefined {
  const { family, version = '', suite = '' } = image.os;
  if (family !== 'debian' && family !== 'alpine' && family !== 'ubuntu') return undefined;
  const own = systemPackages(image.tree);
  // distroless: no list of packages, and none of the programs that findings are about
  const bare = family === 'debian' && !image.tree.stat('/usr/bin/dpkg').ok && !image.tree.stat('/usr/bin/apt-get').ok;
  const base = family === 'debian' && !bare ? Object.entries(debianBase(suite)) : [];
  const packages = new Map([...base.map(([key, value]) => [key, [value]] as const), ...own]);
  const release = version === '' ? family : `${family} ${version}`;
  return {
    name: `${name} (${release})`,
    type: family,
    packages: packages.size,
    found: family === 'debian' && !bare ? findIn(packages, debianFindings(suite)) : [],
  };
}

/** What is known of the packages in an image, by target: the system first, then languages. */
export function scan(image: Image, name: string): readonly Target[] {
  const { npm, python } = languagePackages(image.tree);
  const system = systemOf(image, name);
  return [
    ...(system ? [system] : []),
    ...(npm.size > 0
      ? [{ name: 'Node.js (node-pkg)', type: 'node-pkg', packages: npm.size, found: findIn(npm, NPM) }]
      : []),
    ...(python.size > 0
      ? [{ name: 'Python (python-pkg)', type: 'python-pkg', packages: python.size, found: findIn(python, PYTHON) }]
      : []),
  ];
}

/** How many findings the model knows of: said with every scan. */
export const KNOWN = new Set([...debianFindings('bookworm'), ...NPM, ...PYTHON].map(({ id }) => id)).size;
