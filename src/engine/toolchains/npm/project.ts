import type { Process } from '../../kernel/system.ts';

type Names = Readonly<Record<string, string>>;

/** What the models read of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly main?: string;
  /** `engines.node`. */
  readonly engine?: string;
  readonly scripts?: Names;
  readonly bin?: string | Names;
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly optionalDependencies?: Names;
  /** Patterns of folders. */
  readonly workspaces?: readonly string[];
}

/** One installed package of a lock file (version 2 or 3). */
export interface Locked {
  /** `node_modules/a/node_modules/b`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly dev: boolean;
  readonly optional: boolean;
  readonly installScript: boolean;
  readonly funding: boolean;
  readonly bin: Names;
  readonly dependencies: Names;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
  /** The lock file does not list what it depends on (those that the model wrote do not): figures are those of all of it. */
  readonly alone?: boolean;
  /** Host of the registry that the lock file names for it. */
  readonly host?: string;
}

/** A workspace of a lock file. */
export interface Member {
  /** Its folder, from the project's. */
  readonly place: string;
  readonly name: string;
  readonly manifest: Manifest;
}

export interface Lock {
  /** The project as the lock file remembers it. */
  readonly root: Manifest;
  readonly members: readonly Member[];
  readonly packages: readonly Locked[];
}

/** A JSON file of the tree; `undefined` when missing, `null` when it is no JSON object. */
export function readJson(process: Process, path: string): Record<string, unknown> | null | undefined {
  const found = process.files.read(path);
  if (!found.ok || found.value === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(found.value);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function names(value: unknown): Names {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/** `["packages/*"]`, or an object with them under `packages`. */
function workspacesOf(value: unknown): readonly string[] {
  return list(isRecord(value) ? value['packages'] : value);
}

/** The parts of a package.json that the models use; values of another kind count as missing. */
export function manifest(json: Record<string, unknown>): Manifest {
  const { bin } = json;
  const parts = {
    name: text(json['name']),
    version: text(json['version']),
    type: text(json['type']),
    main: text(json['main']),
    engine: names(json['engines'])['node'],
  };
  return {
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
    ...(json['workspaces'] === undefined ? {} : { workspaces: workspacesOf(json['workspaces']) }),
    bin: typeof bin === 'string' ? bin : names(bin),
    scripts: names(json['scripts']),
    dependencies: names(json['dependencies']),
    devDependencies: names(json['devDependencies']),
    optionalDependencies: names(json['optionalDependencies']),
  };
}

const inside = /(?:^|\/)node_modules\//;

/** A lock file; undefined when it is none of version 2 or 3. */
export function readLock(json: Record<string, unknown>): Lock | undefined {
  const { packages } = json;
  if (!isRecord(packages)) return undefined;
  const root = isRecord(packages['']) ? manifest(packages['']) : {};
  const entries = Object.entries(packages).flatMap(([place, value]) =>
    inside.test(place) && isRecord(value) && value['link'] !== true ? [locked(place, value)] : [],
  );
  const members = Object.entries(packages).flatMap(([link, value]) => {
    const place = isRecord(value) && value['link'] === true ? text(value['resolved']) : undefined;
    const own = place === undefined ? undefined : packages[place];
    return place !== undefined && isRecord(own)
      ? [{ place, name: link.replace(/^.*node_modules\//, ''), manifest: manifest(own) }]
      : [];
  });
  return { root, members, packages: entries };
}

function locked(place: string, json: Record<string, unknown>): Locked {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const { bin } = json;
  const host = /^https?:\/\/([^/]+)\//.exec(text(json['resolved']) ?? '')?.[1];
  const alone = host !== undefined && json['integrity'] === undefined && json['dependencies'] === undefined;
  return {
    ...(host === undefined ? {} : { host }),
    ...(alone ? { alone } : {}),
    place,
    name,
    version: text(json['version']) ?? '0.0.0',
    dev: json['dev'] === true || json['devOptional'] === true,
    optional: json['optional'] === true,
    installScript: json['hasInstallScript'] === true,
    funding: json['funding'] !== undefined,
    bin: typeof bin === 'string' ? { [name.slice(name.lastIndexOf('/') + 1)]: bin } : names(bin),
    dependencies: names(json['dependencies']),
    os: list(json['os']),
    cpu: list(json['cpu']),
    libc: list(json['libc']),
  };
}

/** Dependencies of a package.json, of the project or of the workspace in a folder, that the lock file does not hold as they are written: what makes `npm ci` refuse. */
export function outOfStep(project: Manifest, lock: Lock, folder = ''): readonly string[] {
  const held = new Map(
    lock.packages
      .filter(({ place, name }) => [`node_modules/${name}`, `${folder}/node_modules/${name}`].includes(place))
      .map((entry) => [entry.name, entry.version]),
  );
  const problems: string[] = [];
  const workspaces = new Set(lock.members.map(({ name }) => name));
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    for (const [name, range] of Object.entries(project[kind] ?? {})) {
      if (workspaces.has(name)) continue;
      const version = held.get(name);
      const remembered = lock.root[kind]?.[name];
      if (version === undefined) problems.push(`Missing: ${name}@${range.replace(/^[\^~]/, '')} from lock file`);
      else if (remembered !== undefined && remembered !== range)
        problems.push(
          `Invalid: lock file's ${name}@${version} does not satisfy ${name}@${range.replace(/^[\^~]/, '')}`,
        );
    }
  }
  return problems;
}
