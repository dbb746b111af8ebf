import { EXIT, invalid, isMapping, mapping, type Loaded, type Mapping, type Refused, type Value } from '../value.ts';
import { validate } from '../schema/validate.ts';
import { readYaml } from '../yaml/read.ts';
import { canonical } from './canonical.ts';
import { checkResources, resolvePaths, setDefaults } from './defaults.ts';
import type { HostFiles } from './dotenv.ts';
import { applyExtends } from './extends.ts';
import { applyIncludes } from './include.ts';
import { interpolate } from './interpolate.ts';
import { merge } from './merge.ts';
import { folderOf, join } from './paths.ts';
import { reset } from './reset.ts';
import { unsetWarning } from './template.ts';
import { unique } from './unique.ts';

/** What loading files needs. */
export interface Loading {
  readonly files: HostFiles;
  readonly environment: ReadonlyMap<string, string>;
  readonly home: string;
  /** A warning of the log. */
  readonly warn: (message: string) => void;
  /** False: variables stay as they are written. */
  readonly interpolates: boolean;
  /** False: paths stay as they are written. */
  readonly resolvesPaths: boolean;
}

/** Which files. */
export interface Sources {
  readonly paths: readonly string[];
  /** Folder that relative paths in them mean. */
  readonly folder: string;
  /** Files that include these. */
  readonly included: readonly string[];
}

/** The text of a file, or compose's refusal. */
export function readSource(files: HostFiles, path: string): Loaded<string> {
  const file = files.read(path);
  if (file === 'dir') return { ok: false, message: `read ${path}: is a directory`, exit: EXIT.notFound };
  if (file === undefined) return { ok: false, message: `open ${path}: no such file or directory`, exit: EXIT.notFound };
  return { ok: true, value: file.text };
}

/**
 * Files laid over each other as one model: interpolated, extended, included, validated, short forms written out, paths absolute. Source:
 * compose-go loader/loader.go loadYamlModel, loadYamlFile.
 */
export function loadModel(loading: Loading, sources: Sources): Loaded<Mapping> {
  let model = mapping();
  for (const path of sources.paths) {
    const loaded = loadFile(loading, { path, sources, model, raw: false });
    if (!loaded.ok) return loaded;
    model = loaded.value;
  }
  setDefaults(model);
  const checked = checkResources(model);
  if (!checked.ok) return checked;
  if (loading.resolvesPaths) {
    const resolved = resolvePaths(model, sources.folder, loading.home);
    if (!resolved.ok) return resolved;
  }
  return { ok: true, value: model };
}

interface OneFile {
  readonly path: string;
  readonly sources: Sources;
  readonly model: Mapping;
  /** Only the services of the file are wanted: no extends, no includes, no validation. */
  readonly raw: boolean;
}

function loadFile(loading: Loading, file: OneFile): Loaded<Mapping> {
  const text = readSource(loading.files, file.path);
  if (!text.ok) return text;
  const documents = readYaml(text.value);
  if (!documents.ok) return documents;
  let { model } = file;
  for (const { value, resets } of documents.value) {
    if (!isMapping(value)) return notMapping(value);
    const laid = layDocument(loading, { ...file, model }, { value, resets });
    if (!laid.ok) return laid;
    model = laid.value;
  }
  return { ok: true, value: model };
}

function notMapping(value: Value): Refused {
  if (value === null) return invalid('Top-level object must be a mapping');
  const what = Array.isArray(value) ? '!!seq' : `!!str \`${String(value)}\``;
  return invalid(`yaml: unmarshal errors:\n  line 1: cannot unmarshal ${what} into cli.named`);
}

function layDocument(
  loading: Loading,
  file: OneFile,
  document: { value: Mapping; resets: readonly (readonly string[])[] },
): Loaded<Mapping> {
  const filled = loading.interpolates
    ? interpolate(document.value, {
        lookup: (name) => loading.environment.get(name),
        unset: (name) => loading.warn(unsetWarning(name)),
        warn: loading.warn,
      })
    : ({ ok: true, value: document.value } as const);
  if (!filled.ok) return filled;
  const own = filled.value;
  if (!file.raw) {
    const extended = applyExtends(own, {
      file: file.path,
      load: (path) => loadOther(loading, path, file.sources),
      reset: (services) => {
        const kept = reset({ services }, document.resets)['services'];
        return isMapping(kept) ? kept : services;
      },
      trail: [],
    });
    if (!extended.ok) return extended;
    const included = applyIncludes(own, { loading, sources: file.sources, file: file.path, load: loadModel });
    if (!included.ok) return included;
  }
  const merged = merge(reset(file.model, document.resets), own);
  if (!merged.ok) return merged;
  return finish(loading, file, merged.value);
}

function finish(loading: Loading, file: OneFile, merged: Mapping): Loaded<Mapping> {
  const distinct = unique(merged);
  if (!distinct.ok) return distinct;
  const model = distinct.value;
  if (!file.raw) {
    const wrong = validate(model);
    if (wrong !== undefined) return invalid(`validating ${file.path}: ${wrong}`);
    if ('version' in model) {
      loading.warn(
        `${file.path}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
      );
      delete model['version'];
    }
  }
  const written = canonical(model, { warn: loading.warn, lenient: !loading.interpolates });
  return written.ok ? unique(written.value) : written;
}

/** A file that services extend, its paths absolute. */
function loadOther(
  loading: Loading,
  path: string,
  sources: Sources,
): Loaded<{ services: Value | undefined; file: string }> {
  const file = join(sources.folder, path);
  const folder = folderOf(file);
  const loaded = loadFile(loading, { path: file, sources: { ...sources, folder }, model: mapping(), raw: true });
  if (!loaded.ok) return loaded;
  const resolved = resolvePaths(loaded.value, folder, loading.home);
  return resolved.ok ? { ok: true, value: { services: loaded.value['services'], file } } : resolved;
}
