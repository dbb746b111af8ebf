/** The parts of a pyproject.toml that Poetry's model reads. */
export interface PoetryProject {
  readonly name: string | undefined;
  readonly version: string;
  /** Names by group: `main`, `dev`, and others. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** `package-mode = false`. */
  readonly packageMode: boolean;
  /** The README that it names. */
  readonly readme: string | undefined;
  /** `packages` are listed. */
  readonly packages: boolean;
}

/** One package of a poetry.lock. */
export interface PoetryEntry {
  readonly name: string;
  readonly version: string;
  readonly optional: boolean;
  readonly dependencies: readonly string[];
}

const normal = (name: string): string => name.toLowerCase().replaceAll(/[_.]/g, '-');

/** Lines below `[name]` up to the next section. */
function section(text: string, name: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `[${name}]`);
  if (start === -1) return '';
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\[{1,2}[\w."-]+\]{1,2}\s*$/.test(line));
  return (end === -1 ? rest : rest.slice(0, end)).join('\n');
}

const keys = (text: string): readonly string[] =>
  [...text.matchAll(/^"?([\w.-]+)"?\s*=/gm)].map(([, name = '']) => normal(name)).filter((name) => name !== 'python');

/** Reads both forms: `[project]` of PEP 621 and `[tool.poetry]`. Source: python-poetry.org/docs/pyproject. */
export function readProject(text: string): PoetryProject {
  const project = section(text, 'project');
  const own = section(text, 'tool.poetry');
  const value = (name: string): string | undefined =>
    new RegExp(`^${name}\\s*=\\s*"([^"]*)"`, 'm').exec(`${project}\n${own}`)?.[1];
  const list = /^dependencies\s*=\s*\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]/m.exec(project)?.[1] ?? '';
  const main = [...list.matchAll(/"([\w.-]+)[^"]*"/g)].map(([, name = '']) => normal(name));
  const groups = new Map<string, readonly string[]>([
    ['main', [...new Set([...main, ...keys(section(text, 'tool.poetry.dependencies'))])]],
  ]);
  const old = keys(section(text, 'tool.poetry.dev-dependencies'));
  if (old.length) groups.set('dev', old);
  for (const [, name = ''] of text.matchAll(/^\[tool\.poetry\.group\.([\w-]+)\.dependencies\]/gm))
    groups.set(name, keys(section(text, `tool.poetry.group.${name}.dependencies`)));
  const pep735 = section(text, 'dependency-groups');
  for (const [, name = '', names = ''] of pep735.matchAll(/^([\w-]+)\s*=\s*\[([^\]]*)\]/gm))
    groups.set(
      name,
      [...names.matchAll(/"([\w.-]+)[^"]*"/g)].map(([, each = '']) => normal(each)),
    );
  return {
    name: value('name'),
    version: value('version') ?? '0.0.0',
    groups,
    packageMode: !/^package-mode\s*=\s*false/m.test(own),
    readme: value('readme'),
    packages: /^packages\s*=/m.test(own),
  };
}

/** Reads a poetry.lock. */
export function readLock(text: string): readonly PoetryEntry[] {
  return text
    .split(/^\[\[package\]\]$/m)
    .slice(1)
    .map((block) => {
      const head = block.split(/^\[/m)[0] ?? '';
      const value = (name: string): string => new RegExp(`^${name} = "([^"]*)"`, 'm').exec(head)?.[1] ?? '';
      return {
        name: normal(value('name')),
        version: value('version'),
        optional: /^optional = true$/m.test(head),
        dependencies: keys(section(block, 'package.dependencies')),
      };
    });
}

/** What the groups reach, in the order of the lock file. */
export function reachedBy(lock: readonly PoetryEntry[], names: readonly string[]): readonly PoetryEntry[] {
  const byName = new Map(lock.map((entry) => [entry.name, entry]));
  const waiting = [...names];
  const taken = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = byName.get(name);
    if (!entry || taken.has(name)) continue;
    taken.add(name);
    waiting.push(...entry.dependencies);
  }
  return lock.filter(({ name, optional }) => taken.has(name) && !(optional && !names.includes(name)));
}
