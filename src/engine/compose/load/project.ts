import { decodeProject } from '../model/decode.ts';
import { record, type Project, type ServiceConfig } from '../model/project.ts';
import {
  EXIT,
  failure,
  fine,
  invalid,
  isMapping,
  mapping,
  type Loaded,
  type Mapping,
  type Refused,
  type Value,
} from '../value.ts';
import { readYaml } from '../yaml/read.ts';
import { checkConsistency } from './consistency.ts';
import { parseDotenv, readEnvFiles, type HostFiles } from './dotenv.ts';
import { loadModel, readSource } from './load.ts';
import { normalize } from './normalize.ts';
import { baseOf, folderOf, join } from './paths.ts';
import { substitute } from './template.ts';

/** What the command line and the host say about a project. */
export interface ProjectOptions {
  readonly files: HostFiles;
  readonly cwd: string;
  readonly home: string;
  /** Environment of the process. */
  readonly env: ReadonlyMap<string, string>;
  readonly warn: (message: string) => void;
  readonly paths: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  /** Text of standard input, for `-f -`. */
  readonly stdin?: string;
  readonly interpolates?: boolean;
  readonly normalizes?: boolean;
  readonly resolvesPaths?: boolean;
  readonly checks?: boolean;
}

/** Where a project is and what its variables are: what there is before a file is read. */
export interface Placed {
  readonly paths: readonly string[];
  readonly folder: string;
  readonly environment: Map<string, string>;
  readonly profiles: readonly string[];
  readonly options: ProjectOptions;
}

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Finds the files and the environment of a project. Source: compose-go cli/options.go, in the order of compose's toProjectOptions. */
export function place(options: ProjectOptions): Loaded<Placed> {
  const environment = new Map(options.env);
  let paths = options.paths.map((path) => (path === '-' ? path : join(options.cwd, path)));
  const folderNow = (): string => {
    if (options.projectDirectory) return join(options.cwd, options.projectDirectory);
    const first = paths.find((path) => path !== '-');
    return first === undefined ? options.cwd : folderOf(first);
  };
  const readEnv = (): Refused | undefined => {
    const own = join(folderNow(), '.env');
    const chosen =
      options.envFiles.length > 0
        ? options.envFiles.map((path) => join(options.cwd, path))
        : typeof options.files.read(own) === 'object'
          ? [own]
          : [];
    const read = readEnvFiles(options.files, chosen, environment);
    if (!read.ok) return read;
    for (const [name, value] of read.value) if (!environment.has(name)) environment.set(name, value);
    return undefined;
  };
  const first = readEnv();
  if (first) return first;
  const named = environment.get('COMPOSE_FILE');
  if (paths.length === 0 && named !== undefined) {
    paths = named.split(environment.get('COMPOSE_PATH_SEPARATOR') || ':').map((path) => join(options.cwd, path));
    const missing = paths.find((path) => options.files.read(path) === undefined);
    if (missing !== undefined) return failure(`stat ${missing}: no such file or directory`);
  }
  if (paths.length === 0) paths = search(options, folderNow());
  const second = readEnv();
  if (second) return second;
  const profiles =
    options.profiles.length > 0
      ? options.profiles
      : (environment.get('COMPOSE_PROFILES') ?? '').split(',').map((one) => one.trim());
  if (options.projectName && normalName(options.projectName) !== options.projectName)
    return failure(invalidName(options.projectName));
  return fine({ paths, folder: folderNow(), environment, profiles, options });
}

/** The usual file in a folder or in one above it, with its override. */
function search({ files, warn }: ProjectOptions, from: string): string[] {
  for (let folder = from; ; folder = folderOf(folder)) {
    const there = (names: readonly string[]): string[] =>
      names.map((name) => join(folder, name)).filter((path) => files.read(path) !== undefined);
    const found = there(NAMES);
    const [first] = found;
    if (first !== undefined) {
      const overrides = there(OVERRIDES);
      for (const [kind, all] of [
        ['config', found],
        ['override', overrides],
      ] as const)
        if (all.length > 1) {
          warn(`Found multiple ${kind} files with supported names: ${all.join(', ')}`);
          warn(`Using ${all[0] ?? ''}`);
        }
      return [first, ...overrides.slice(0, 1)];
    }
    if (folder === '/') return [];
  }
}

/** A name with only what names of projects may have. Source: compose-go loader.go NormalizeProjectName. */
export function normalName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

/** What compose says of a name that a project may not have. Source: compose-go loader.go InvalidProjectNameErr. */
export function invalidName(name: string): string {
  return `invalid project name "${name}": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`;
}

/** The name of a project, as flags, environment, files or the folder give it. Source: options.go withNamePrecedenceLoad, loader.go projectName. */
export function projectName({ environment, folder, options }: Placed, sources: readonly string[]): Loaded<string> {
  const given = options.projectName || environment.get('COMPOSE_PROJECT_NAME') || '';
  if (given !== '') return normalName(given) === given ? fine(given) : invalid(invalidName(given));
  let name = '';
  for (const source of sources) {
    const read = readYaml(source);
    for (const { value } of read.ok ? read.value : [])
      if (isMapping(value) && typeof value['name'] === 'string' && value['name'] !== '') name = value['name'];
  }
  const filled = substitute(name, { lookup: (variable) => environment.get(variable), unset: () => undefined });
  if (!filled.ok) return invalid(`error while interpolating name: ${filled.message}`);
  const own = normalName(filled.value);
  const found = own === '' && name === '' ? normalName(baseOf(folder)) : own;
  return found === '' ? invalid('project name must not be empty') : fine(found);
}

/** The raw model of a project, before it becomes one: what `config --no-interpolate` prints. */
export function loadRaw(placed: Placed): Loaded<{ model: Mapping; name: string }> {
  const { options, environment, folder } = placed;
  if (placed.paths.length === 0)
    return { ok: false, message: 'no configuration file provided: not found', exit: EXIT.notFound };
  const files: HostFiles = {
    read: (path) => (path === '-' ? { text: options.stdin ?? '' } : options.files.read(path)),
  };
  const sources: string[] = [];
  for (const path of placed.paths) {
    const source = readSource(files, path);
    if (!source.ok) return source;
    sources.push(source.value);
  }
  const named = projectName(placed, sources);
  const broken = sources.map(readYaml).find((read) => !read.ok);
  if (broken && !broken.ok) return broken;
  if (!named.ok) return named;
  environment.set('COMPOSE_PROJECT_NAME', named.value);
  const loaded = loadModel(
    {
      files,
      environment,
      home: options.home,
      warn: options.warn,
      interpolates: options.interpolates ?? true,
      resolvesPaths: options.resolvesPaths ?? true,
    },
    { paths: placed.paths, folder, included: [] },
  );
  if (!loaded.ok) return loaded;
  const model = loaded.value;
  if (Object.keys(model).length === 0) return invalid('empty compose file');
  if (options.normalizes ?? true) {
    model['name'] = named.value;
    normalize(model, named.value, (variable) => environment.get(variable));
  }
  return fine({ model, name: named.value });
}

/** Loads a project: files, names, profiles, environment files, checks. */
export function loadProject(placed: Placed): Loaded<Project> {
  const raw = loadRaw(placed);
  if (!raw.ok) return raw;
  const { model, name } = raw.value;
  contents(model, placed.environment);
  const decoded = decodeProject(model);
  if (!decoded.ok) return decoded;
  const project = toProject(decoded.value, name, placed);
  if (placed.options.checks ?? true) {
    const checked = checkConsistency(project);
    if (!checked.ok) return checked;
  }
  return resolveEnvironment(project, placed.options.files);
}

/** Contents of configs that come from the environment. */
function contents(model: Mapping, environment: ReadonlyMap<string, string>): void {
  const configs = model['configs'];
  for (const one of isMapping(configs) ? Object.values(configs) : []) {
    const variable = isMapping(one) ? one['environment'] : undefined;
    if (isMapping(one) && typeof variable === 'string' && environment.has(variable))
      one['content'] = environment.get(variable) ?? '';
  }
}

function table<T>(value: Value | undefined): Record<string, T> {
  return isMapping(value) ? record(Object.entries(value) as unknown as [string, T][]) : record<T>([]);
}

function toProject(decoded: Mapping, name: string, placed: Placed): Project {
  const services = Object.entries(table<ServiceConfig>(decoded['services']));
  const active = ({ profiles = [] }: ServiceConfig): boolean =>
    profiles.length === 0 || placed.profiles.includes('*') || profiles.some((one) => placed.profiles.includes(one));
  return {
    name,
    workingDir: placed.folder,
    files: placed.paths,
    environment: placed.environment,
    services: record(services.filter(([, service]) => active(service))),
    disabled: record(services.filter(([, service]) => !active(service))),
    networks: table(decoded['networks']),
    volumes: table(decoded['volumes']),
    secrets: table(decoded['secrets']),
    configs: table(decoded['configs']),
    profiles: placed.profiles,
    extensions: mapping(Object.entries(decoded).filter(([key]) => key.startsWith('x-'))),
  };
}

/** Reads the environment and label files of the active services. Source: compose-go types/project.go WithServicesEnvironmentResolved. */
export function resolveEnvironment(project: Project, files: HostFiles): Loaded<Project> {
  for (const service of Object.values(project.services)) {
    const environment = new Map<string, string | null>();
    for (const { path, required = true } of service.env_file ?? []) {
      const read = readVariables(files, path, {
        kind: 'env',
        required,
        lookup: (name) => environment.get(name) ?? project.environment.get(name),
      });
      if (!read.ok) return read;
      for (const [name, value] of read.value) environment.set(name, value);
    }
    for (const [name, value] of Object.entries(service.environment ?? {}))
      environment.set(name, value ?? project.environment.get(name) ?? null);
    if (environment.size > 0) service.environment = record(environment);
    const labels = new Map<string, string>();
    for (const path of service.label_file ?? []) {
      const read = readVariables(files, path, { kind: 'label', required: true, lookup: (name) => labels.get(name) });
      if (!read.ok) return read;
      for (const [name, value] of read.value) labels.set(name, value);
    }
    if (labels.size > 0) service.labels = record([...labels, ...Object.entries(service.labels ?? {})]);
    delete service.env_file;
    delete service.label_file;
  }
  return fine(project);
}

function readVariables(
  files: HostFiles,
  path: string,
  how: { kind: string; required: boolean; lookup: (name: string) => string | undefined },
): Loaded<Map<string, string>> {
  const file = files.read(path);
  if (file === undefined) {
    if (!how.required) return fine(new Map());
    const why = `stat ${path}: no such file or directory`;
    return { ok: false, message: `${how.kind} file ${path} not found: ${why}`, exit: EXIT.notFound };
  }
  if (file === 'dir') return invalid(`read ${path}: is a directory`);
  const parsed = parseDotenv(file.text, how.lookup);
  return parsed.ok ? fine(parsed.value) : invalid(parsed.why);
}
