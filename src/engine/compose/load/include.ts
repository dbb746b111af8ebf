import { EXIT, invalid, isMapping, mapping, text, type Loaded, type Mapping, type Value } from '../value.ts';
import { readEnvFiles } from './dotenv.ts';
import type { Loading, Sources } from './load.ts';
import { folderOf, join } from './paths.ts';

/** What including needs of its surroundings. */
export interface Including {
  readonly loading: Loading;
  readonly sources: Sources;
  /** The file that includes. */
  readonly file: string;
  readonly load: (loading: Loading, sources: Sources) => Loaded<Mapping>;
}

/** Adds what a file includes, in place. Source: compose-go loader/include.go ApplyInclude. */
export function applyIncludes(file: Mapping, including: Including): Loaded<undefined> {
  const asked = file['include'] ?? null;
  if (asked === null) return { ok: true, value: undefined };
  if (!Array.isArray(asked)) return invalid(`\`include\` must be a list, got ${text(asked)}`);
  for (const one of asked) {
    const imported = load(one, including);
    if (!imported.ok) return imported;
    for (const kind of ['services', 'volumes', 'networks', 'secrets', 'configs']) {
      const clash = importKind(file, imported.value, kind);
      if (clash !== undefined) return invalid(clash);
    }
  }
  delete file['include'];
  return { ok: true, value: undefined };
}

function texts(value: Value | undefined): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(text);
}

function load(one: Value, { loading, sources, file, load: loadModel }: Including): Loaded<Mapping> {
  const asked = isMapping(one) ? one : mapping([['path', one]]);
  const paths = texts(asked['path']).map((path) => join(sources.folder, path));
  const [main = ''] = paths;
  const own = asked['project_directory'];
  const folder = typeof own === 'string' && own !== '' ? join(sources.folder, own) : folderOf(main);
  const included = [...sources.included, file];
  if (included.includes(main)) {
    const [first, ...others] = [...included, main];
    return invalid(`include cycle detected:\n${first ?? ''}\n include ${others.join('\n include ')}`);
  }
  const given = texts(asked['env_file']).map((path) => join(sources.folder, path));
  for (const path of given) {
    const found = loading.files.read(path);
    if (found === undefined)
      return { ok: false, message: `stat ${path}: no such file or directory`, exit: EXIT.notFound };
    if (found === 'dir') return invalid(`${path} is not a file`);
  }
  const usual = join(folder, '.env');
  const envFiles = given.length > 0 ? given : typeof loading.files.read(usual) === 'object' ? [usual] : [];
  const environment = readEnvFiles(loading.files, envFiles, loading.environment);
  if (!environment.ok) return environment;
  return loadModel(
    { ...loading, environment: new Map([...environment.value, ...loading.environment]), resolvesPaths: true },
    { paths, folder, included },
  );
}

function importKind(file: Mapping, imported: Mapping, kind: string): string | undefined {
  const from = imported[kind];
  if (!isMapping(from)) return undefined;
  const known = file[kind];
  const into = isMapping(known) ? known : mapping();
  for (const [name, value] of Object.entries(from)) {
    if (name in into && JSON.stringify(into[name]) !== JSON.stringify(value))
      return `${kind}.${name} conflicts with imported resource`;
    into[name] = value;
  }
  file[kind] = into;
  return undefined;
}
