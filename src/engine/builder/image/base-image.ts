import { digestOf } from '../../base/digest.ts';
import { directoryEntry, emptyTree, fileEntry, layerOf, parents, stack } from '../../files/index.ts';
import type { Entry, Layer, Tree } from '../../files/index.ts';
import type { ImageConfig } from '../../dockerfile/plan.ts';
import type { OperatingSystem } from '../../kernel/system.ts';
import type { BaseImage } from '../result.ts';
import { layerEntries } from './contents.ts';
import type { Catalogue, ImageRecord, LayerRecord, SystemFacts } from './image-file.ts';
import { machineWords, readPlatform } from './machine.ts';
import { groupText, passwdText, readUsers, shadowText, type User } from './users.ts';

/** Layers are shared: images that begin with the same root file system hold the same layer objects. */
export type LayerCache = Map<string, Layer>;

export interface ImageSource {
  readonly catalogue: Catalogue;
  readonly reference: string;
  readonly record: ImageRecord;
  readonly system: SystemFacts;
  /** One that the image offers. */
  readonly platform: string;
}

/**
 * One image for one platform as a tree. Entries are plausible, not complete; the layers' sizes add up exactly to the
 * recorded figures. Platforms other than linux/amd64 reuse them, which makes the image `assumed`.
 */
export function baseImage(source: ImageSource, layers: LayerCache): BaseImage {
  const { record, system, platform } = source;
  let tree = emptyTree();
  let users: readonly User[] = [];
  let groups = '';
  for (const layer of record.layers) {
    users = [...users, ...readUsers(layer.users ?? '')];
    for (const part of layer.parts ?? []) groups += ` ${source.catalogue.parts[part]?.groups ?? ''}`;
    const made = makeLayer(source, { layer, users, groups, below: tree, layers });
    tree = stack([...tree.layers, made]);
  }
  return {
    reference: source.reference,
    platform,
    config: imageConfig(record, platform),
    tree,
    createdBy: record.layers.map((layer) => layer.created_by),
    os: operatingSystem(system),
    size: record.layers.reduce((sum, layer) => sum + layer.bytes, 0),
    assumed: record.size.assumed === true || platform !== 'linux/amd64',
  };
}

interface Making {
  readonly layer: LayerRecord;
  readonly users: readonly User[];
  readonly groups: string;
  readonly below: Tree;
  readonly layers: LayerCache;
}

function makeLayer(source: ImageSource, making: Making): Layer {
  const { layer, users, groups, below } = making;
  const { system, catalogue } = source;
  const { architecture } = readPlatform(source.platform);
  const accounts = layer.users === undefined ? [] : users;
  const facts = [system.version, system.codename, system.id, system.libc, system.sh, architecture];
  // All that the entries depend on stands for them: hashing the entries themselves would take most of the time an image takes.
  const id = digestOf(JSON.stringify([layer, facts, accounts, groups]), below.layers.at(-1)?.id ?? '');
  const known = making.layers.get(id);
  if (known) return known;
  const pieces = [...(layer.parts ?? []).flatMap((part) => catalogue.parts[part] ?? []), layer];
  const files = accountFiles(accounts, { groups, bash: system.sh === 'dash' });
  const written = pieces.concat({ files });
  const entries = layerEntries(layer, written, {
    architecture,
    libc: system.libc,
    words: { ...machineWords(architecture), ...systemWords(system) },
    identity: digestOf(layer.created_by, String(layer.bytes), architecture),
  });
  if (entries.has('/etc/shadow'))
    entries.set('/etc/shadow', { ...mustHave(entries, '/etc/shadow'), gid: shadow(groups) });
  const made = layerOf(withFolders(entries, below), { id });
  making.layers.set(id, made);
  return made;
}

function mustHave(entries: ReadonlyMap<string, Entry>, path: string): Entry {
  return entries.get(path) ?? fileEntry({});
}

function shadow(groups: string): number {
  return readUsers(groups).find((group) => group.name === 'shadow')?.uid ?? 0;
}

function accountFiles(
  users: readonly User[],
  facts: { groups: string; bash: boolean },
): Record<string, { text: string; mode?: string }> {
  if (!users.length) return {};
  return {
    '/etc/passwd': { text: passwdText(users, facts.bash ? '/bin/bash' : '/bin/sh') },
    '/etc/group': { text: groupText(facts.groups, users) },
    '/etc/shadow': { text: shadowText(users), mode: '0640' },
  };
}

function systemWords(system: SystemFacts): Record<string, string> {
  const version = system.version ?? '';
  const release = version.split('.').slice(0, 2).join('.');
  return { version, release, codename: system.codename ?? version };
}

/** Adds the folders above entries that neither this layer nor the tree below has. */
function withFolders(entries: Map<string, Entry>, below: Tree): Map<string, Entry> {
  for (const path of Array.from(entries.keys()))
    for (const folder of parents(path)) {
      if (folder === '/' || entries.has(folder) || below.stat(folder).ok) break;
      entries.set(folder, directoryEntry());
    }
  return entries;
}

function imageConfig(record: ImageRecord, platform: string): ImageConfig {
  const { ExposedPorts, Volumes, ...config } = record.config;
  const { os, architecture, variant } = readPlatform(platform);
  return {
    ...config,
    ...(ExposedPorts ? { ExposedPorts: Object.fromEntries(ExposedPorts.map((port) => [port, {}])) } : {}),
    ...(Volumes ? { Volumes: Object.fromEntries(Volumes.map((path) => [path, {}])) } : {}),
    os,
    architecture,
    ...(variant ? { variant } : {}),
  };
}

function operatingSystem(system: SystemFacts): OperatingSystem {
  const shell = system.sh === null ? null : system.sh.startsWith('busybox ash') ? 'ash' : 'dash';
  const suite = system.codename ?? system.version?.split('.').slice(0, 2).join('.');
  return {
    family: system.id === 'ubuntu' ? 'ubuntu' : system.family,
    ...(system.version ? { version: system.version } : {}),
    ...(suite ? { suite } : {}),
    libc: system.libc,
    shell,
    packageManager: system.package_manager,
  };
}

/** `FROM scratch`: nothing at all. */
export const SCRATCH_OS: OperatingSystem = { family: 'scratch', libc: null, shell: null, packageManager: null };
