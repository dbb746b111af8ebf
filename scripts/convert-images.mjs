// Writes content/images and content/packages once from published figures. Not run by start, test or build:
//   node scripts/convert-images.mjs base-images.json packages.json
// Afterwards the YAML files are the source and are edited by hand. What the figures do not say, which files a layer
// holds, comes from LAYERS below and is labelled "assumed" in the files.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Document, isCollection, isScalar, visit } from 'yaml';
import { layerContents } from './convert-layers.mjs';
import { packageFiles } from './convert-packages.mjs';

const [imagesPath, packagesPath] = process.argv.slice(2);
if (!imagesPath || !packagesPath) {
  process.stderr.write('usage: node scripts/convert-images.mjs base-images.json packages.json\n');
  process.exit(2);
}
const root = join(import.meta.dirname, '..', 'content');
if (existsSync(join(root, 'packages')) && !process.argv.includes('--overwrite')) {
  process.stderr.write('content/images and content/packages were edited by hand since; --overwrite replaces them\n');
  process.exit(1);
}
const source = JSON.parse(readFileSync(imagesPath, 'utf8'));

/** `docker.io/library/node` and `22-alpine` of a name as users write it. */
function split(name) {
  const [repository, tag = 'latest'] = name.split(':');
  const first = repository.split('/')[0];
  if (!repository.includes('/')) return [`docker.io/library/${repository}`, tag];
  return [first.includes('.') ? repository : `docker.io/${repository}`, tag];
}

/** Long lists of plain words are written as one text, blanks between them: shorter to read and to change. */
const WORDS = ['users', 'binaries', 'absent'];
const flow = (list) => [...list];

function config(from) {
  const ports = from.ExposedPorts?.length ? { ExposedPorts: flow(from.ExposedPorts) } : {};
  return {
    ...(from.Env?.length ? { Env: [...from.Env] } : {}),
    ...(from.Entrypoint ? { Entrypoint: flow(from.Entrypoint) } : {}),
    ...(from.Cmd ? { Cmd: flow(from.Cmd) } : {}),
    ...(from.User ? { User: from.User } : {}),
    ...(from.WorkingDir ? { WorkingDir: from.WorkingDir } : {}),
    ...ports,
    ...(from.Volumes?.length ? { Volumes: flow(from.Volumes) } : {}),
    ...(from.StopSignal ? { StopSignal: from.StopSignal } : {}),
  };
}

function system(os) {
  const out = {};
  for (const [key, value] of Object.entries(os)) {
    if (value === undefined) continue;
    out[key] = Array.isArray(value) && WORDS.includes(key) ? value.join(' ') : value;
  }
  return out;
}

function size({ bytes, ...facts }) {
  return { bytes, ...facts };
}

function systemName(os, taken) {
  const id = os.id ?? os.family;
  const base = [os.family === 'distroless' ? 'distroless' : id, os.codename ?? os.version].filter(Boolean).join('-');
  const text = JSON.stringify(os);
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!(name in taken) || JSON.stringify(taken[name]) === text) return name;
  }
}

/** Debian's ca-certificates brings openssl, which the general list of absent commands does not know. */
function corrected(image) {
  const brings = image.layers.some(({ created_by: text }) => /apt-get install .*ca-certificates/.test(text));
  return brings ? { ...image.os, absent: image.os.absent.filter((command) => command !== 'openssl') } : image.os;
}

const repositories = new Map();
for (const image of source.images) {
  const os = corrected(image);
  const [repository, tag] = split(image.name);
  const file = repositories.get(repository) ?? { systems: {}, facts: {}, tags: {} };
  repositories.set(repository, file);
  const name = systemName(os, file.facts);
  file.facts[name] = os;
  file.systems[name] = system(os);
  const aliases = image.aliases.map((alias) => split(alias)[1]).filter((alias) => alias !== tag);
  file.tags[tag] = {
    ...(aliases.length ? { aliases: flow([...new Set(aliases)]) } : {}),
    ...(image.version ? { version: image.version } : {}),
    ...(image.status ? { status: image.status } : {}),
    size: size(image.uncompressed),
    compressed: size(image.compressed),
    platforms: flow(image.platforms),
    system: name,
    config: config(image.config),
    layers: image.layers.map((layer) => ({
      created_by: layer.created_by,
      bytes: layer.uncompressed_bytes,
      compressed: layer.compressed_bytes,
      ...(layer.compressed_assumed ? { compressed_assumed: true } : {}),
      ...layerContents(layer, image, repository),
    })),
    ...(image.notes?.length ? { notes: image.notes } : {}),
  };
}

/** YAML with short lists on one line and long texts unbroken. */
function print(value, comment) {
  const doc = new Document(value, { aliasDuplicateObjects: false });
  visit(doc, {
    Seq(_, node) {
      const short = node.items.every((item) => isScalar(item)) && node.items.join(', ').length < 60;
      if (short) node.flow = true;
    },
    Pair(_, pair) {
      const key = String(pair.key?.value ?? '');
      const list = ['platforms', 'shells', 'aliases'].includes(key);
      if (list && isCollection(pair.value) && 'items' in pair.value) pair.value.flow = true;
      const leaf = isCollection(pair.value) && /^\/|^(size|compressed|rest|plain|slim|recommends)$/.test(key);
      const long = leaf && pair.value.items.some((item) => item.key?.value === 'text');
      if (leaf && !long) pair.value.flow = true;
    },
  });
  doc.commentBefore = ` ${comment.replaceAll('\n', '\n ')}`;
  return doc.toString({ lineWidth: 118, flowCollectionPadding: true });
}

function write(path, value, comment) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, print(value, comment));
}

for (const registry of new Set([...repositories.keys()].map((name) => name.split('/')[0])))
  rmSync(join(root, 'images', registry), { recursive: true, force: true });
for (const [repository, { systems, tags }] of repositories) {
  write(
    join(root, 'images', `${repository}.yaml`),
    { systems, tags },
    `${repository}\nFigures for linux/amd64; other platforms reuse them (assumed). "bytes" is the size unpacked, as docker images\n` +
      `shows it; "compressed" what a registry transfers. "assumed: true": no published figure was at hand.\n` +
      `What a layer holds (parts, commands, files) is assumed; its bytes are not changed by it. See content/images/README.md.`,
  );
}
rmSync(join(root, 'packages'), { recursive: true, force: true });
for (const [path, value, comment] of packageFiles(JSON.parse(readFileSync(packagesPath, 'utf8'))))
  write(join(root, 'packages', path), value, comment);
process.stdout.write(`${repositories.size} repositories, ${source.images.length} images\n`);
