import type { Process } from '../../kernel/system.ts';
import { manifest, readJson } from '../npm/project.ts';
import { KINDS, withDependency, writeJson, type Kind } from '../npm/saved.ts';
import { readSpec, releaseOf, savedRange } from '../npm/spec.ts';
import { pnpmError, pnpmInstall, type PnpmOptions } from './install.ts';
import { readPnpmLock, reachedBy, type PnpmLock } from './lock.ts';

/** How packages are added. */
export interface PnpmAdding {
  readonly kind: Kind;
  readonly exact: boolean;
  readonly options: PnpmOptions;
}

const EMPTY =
  "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .: {}\n\npackages:\n\nsnapshots:\n";

type Direct = { readonly name: string; readonly specifier: string; readonly version: string };

/**
 * `pnpm add NAME[@RANGE]…`: package.json, pnpm-lock.yaml, node_modules. A package that content/packages/npm does not list is not
 * simulated; the lock file lists a package without those it depends on.
 */
export function pnpmAdd(process: Process, words: readonly string[], { kind, exact, options }: PnpmAdding): number {
  const opened = open(process);
  if (typeof opened === 'number') return opened;
  const chosen: Direct[] = [];
  for (const word of words) {
    const spec = readSpec(word);
    const version = spec && releaseOf(process, spec);
    if (spec && version !== undefined)
      chosen.push({ name: spec.name, version, specifier: savedRange(version, spec, exact ? '' : '^') });
    else process.notSimulated(`package ${word} of pnpm`);
  }
  if (chosen.length < words.length) return 0;
  if (words.length === 0)
    return pnpmError(process, 'ERR_PNPM_MISSING_PACKAGE_NAME', '`pnpm add` requires the package name');
  const path = process.path('package.json');
  const json = readJson(process, path) ?? {};
  writeJson(
    process,
    path,
    chosen.reduce((made, one) => withDependency(made, one.name, { kind, range: one.specifier }), json),
  );
  const direct = new Map(KINDS.map((each) => [each, without(opened.lock, each, chosen)]));
  direct.set(kind, [...(direct.get(kind) ?? []), ...chosen]);
  const packages = new Map(chosen.map(({ name, version }) => [`${name}@${version}`, tarball(name, version)]));
  const snapshots = new Map(chosen.map(({ name, version }) => [`${name}@${version}`, ' {}']));
  write(process, opened.text, { direct, packages, snapshots });
  return pnpmInstall(process, { ...options, frozen: false, adding: true });
}

/** `pnpm remove NAME…`. */
export function pnpmRemove(process: Process, words: readonly string[], options: PnpmOptions): number {
  const opened = open(process);
  if (typeof opened === 'number') return opened;
  const held = [...opened.lock.direct.values()].flat();
  const lost = words.find((name) => !held.some((one) => one.name === name));
  if (lost !== undefined)
    return pnpmError(
      process,
      'ERR_PNPM_CANNOT_REMOVE_MISSING_DEPS',
      `Cannot remove '${lost}': no such dependency found`,
    );
  const gone = held.filter(({ name }) => words.includes(name));
  const path = process.path('package.json');
  const json = readJson(process, path) ?? {};
  writeJson(
    process,
    path,
    words.reduce((made, name) => withDependency(made, name, undefined), json),
  );
  const direct = new Map(KINDS.map((each) => [each, without(opened.lock, each, gone)]));
  const kept = new Set(reachedBy({ ...opened.lock, direct }, KINDS).map(({ id }) => id));
  const dropped = [...opened.lock.entries.keys()].filter((id) => !kept.has(id));
  const plain = new Set([...kept].map((id) => id.replace(/\(.*$/, '')));
  write(process, opened.text, {
    direct,
    packages: new Map(
      dropped
        .map((id) => id.replace(/\(.*$/, ''))
        .filter((id) => !plain.has(id))
        .map((id) => [id, undefined]),
    ),
    snapshots: new Map(dropped.map((id) => [id, undefined])),
  });
  for (const { name } of gone) process.files.remove(process.path(`node_modules/${name}`), { recursive: true });
  const status = pnpmInstall(process, { ...options, frozen: false, adding: true });
  if (status !== 0) return status;
  for (const { name, version } of gone) process.out(`- ${name} ${version.replace(/\(.*$/, '')}\n`);
  return 0;
}

function without(lock: PnpmLock, kind: Kind, others: readonly Direct[]): readonly Direct[] {
  return (lock.direct.get(kind) ?? []).filter(({ name }) => !others.some((one) => one.name === name));
}

/** The lock file, or an empty one where package.json asks for nothing yet; an exit code when it cannot be changed. */
function open(process: Process): { readonly text: string; readonly lock: PnpmLock } | number {
  const json = readJson(process, process.path('package.json'));
  const project = manifest(json ?? {});
  const found = process.files.read(process.path('pnpm-lock.yaml'));
  const asks = KINDS.some((kind) => Object.keys(project[kind] ?? {}).length > 0);
  const text = found.ok ? (found.value ?? '') : EMPTY;
  const lock = readPnpmLock(text);
  if (lock && (found.ok || !asks)) return { text, lock };
  process.notSimulated(
    found.ok ? 'this form of pnpm-lock.yaml' : 'pnpm install without a lock file: which versions it takes',
  );
  return 0;
}

/** No `integrity`: the bytes are not known here. */
function tarball(name: string, version: string): string {
  const file = `${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
  return `\n    resolution: {tarball: https://registry.npmjs.org/${name}/-/${file}}`;
}

const quoted = (name: string): string => (name.startsWith('@') ? `'${name}'` : name);

interface Edit {
  readonly direct: ReadonlyMap<Kind, readonly Direct[]>;
  /** Blocks by id; undefined takes one away. */
  readonly packages: ReadonlyMap<string, string | undefined>;
  readonly snapshots: ReadonlyMap<string, string | undefined>;
}

function write(process: Process, text: string, { direct, packages, snapshots }: Edit): void {
  const head = text.slice(0, Math.max(0, text.search(/^importers:/m)));
  const kinds = KINDS.flatMap((kind) => {
    const list = (direct.get(kind) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const lines = list.map(
      (one) => `      ${quoted(one.name)}:\n        specifier: ${one.specifier}\n        version: ${one.version}\n`,
    );
    return lines.length ? [`    ${kind}:\n${lines.join('')}`] : [];
  });
  const importers = `importers:\n\n  .:${kinds.length ? `\n${kinds.join('')}` : ' {}\n'}`;
  const content = `${head}${importers}\npackages:\n${edited(text, 'packages', packages)}\nsnapshots:\n${edited(text, 'snapshots', snapshots)}`;
  process.files.write(process.path('pnpm-lock.yaml'), { content, mode: 0o644 });
}

/** Blocks of a section with some changed, in the order of their ids. */
function edited(text: string, section: string, changes: ReadonlyMap<string, string | undefined>): string {
  const body = text.split(new RegExp(`^${section}:[ {}]*\\n`, 'm'))[1]?.split(/^\S/m)[0] ?? '';
  const blocks = new Map(
    body
      .split(/\n(?= {2}\S)/)
      .filter((block) => block.trim() !== '')
      .map((block) => {
        const [, key = '', rest = ''] = /^\s*('[^']+'|[^:\s]+(?::[^:\s]+)*):([^]*)$/.exec(block) ?? [];
        return [key.replaceAll("'", ''), rest.trimEnd()] as const;
      }),
  );
  for (const [id, block] of changes)
    if (block === undefined) blocks.delete(id);
    else blocks.set(id, block);
  return [...blocks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, block]) => `\n  ${quoted(id)}:${block}\n`)
    .join('');
}
