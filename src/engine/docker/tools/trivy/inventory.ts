import type { Tree } from '../../../files/index.ts';

/** Packages of a language or a system: name → versions that are there. */
export type Inventory = ReadonlyMap<string, readonly string[]>;

function add(found: Map<string, string[]>, name: string, version: string): void {
  const versions = found.get(name) ?? [];
  if (!versions.includes(version)) found.set(name, [...versions, version]);
}

function textOf(tree: Tree, path: string): string {
  const read = tree.read(path);
  return read.ok ? (read.value ?? '') : '';
}

/** What /var/lib/dpkg/status or /lib/apk/db/installed lists. */
export function systemPackages(tree: Tree): Inventory {
  const found = new Map<string, string[]>();
  for (const [, name = '', version = ''] of textOf(tree, '/var/lib/dpkg/status').matchAll(
    /^Package: (.+)\n(?:(?!Version:).+\n)*Version: (.+)$/gm,
  ))
    add(found, name, version);
  for (const [, name = '', version = ''] of textOf(tree, '/lib/apk/db/installed').matchAll(/^P:(.+)\nV:(.+)$/gm))
    add(found, name, version);
  return found;
}

/** Packages of languages: package.json below node_modules, METADATA of Python's. */
export function languagePackages(tree: Tree): { readonly npm: Inventory; readonly python: Inventory } {
  const npm = new Map<string, string[]>();
  const python = new Map<string, string[]>();
  for (const [path, { kind }] of tree.walk('/')) {
    if (kind === 'file' && /\/node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path)) {
      const text = textOf(tree, path);
      const name = /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
      const version = /"version"\s*:\s*"([^"]+)"/.exec(text)?.[1];
      if (name !== undefined && version !== undefined) add(npm, name, version);
    }
    const [, name, version] = /\/([\w.-]+)-(\d[\w.]*)\.dist-info$/.exec(path) ?? [];
    if (name !== undefined && version !== undefined) add(python, name.toLowerCase().replaceAll('_', '-'), version);
  }
  return { npm, python };
}

function parts(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}

/** True when version `a` is older than `b`: numbers compared as numbers, part by part. A pre-release counts as its release. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
