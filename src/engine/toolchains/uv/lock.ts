/** One package of a uv.lock. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** The project itself, or a member of the workspace. */
  readonly own: boolean;
  /** Bytes of its first wheel; 0 when the lock file names none. */
  readonly wheelBytes: number;
  readonly dependencies: readonly string[];
  /** Names by dependency group: `dev`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** Reads the parts of a uv.lock that an install needs; other TOML is passed over. */
export function readUvLock(text: string): readonly LockedPackage[] {
  const found: LockedPackage[] = [];
  for (const block of text.split(/^\[\[package\]\]$/m).slice(1)) {
    const [head = ''] = block.split(/^\[/m);
    const value = (name: string): string => new RegExp(`^${name} = "([^"]*)"`, 'm').exec(head)?.[1] ?? '';
    const size = /^wheels = \[[^\]]*?size = (\d+)/m.exec(head)?.[1];
    found.push({
      name: value('name'),
      version: value('version'),
      own: /^source = \{ (?:virtual|editable|directory) = /m.test(head),
      wheelBytes: Number(size ?? 0),
      dependencies: namesIn(/^dependencies = \[([^\]]*)\]/m.exec(head)?.[1] ?? ''),
      groups: groupsOf(block),
    });
  }
  return found;
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/name = "([^"]+)"/g)].map(([, name = '']) => name);
}

function groupsOf(block: string): ReadonlyMap<string, readonly string[]> {
  const groups = block.split(/^\[package\.dev-dependencies\]$/m)[1]?.split(/^\[/m)[0] ?? '';
  return new Map(
    [...groups.matchAll(/^([\w-]+) = \[([^\]]*)\]/gm)].map(([, name = '', names = '']) => [name, namesIn(names)]),
  );
}

/** Names that a pyproject.toml asks for: `[project] dependencies` and its dependency groups. */
export function readPyproject(text: string): {
  readonly name: string | undefined;
  readonly dependencies: readonly string[];
  readonly buildSystem: boolean;
} {
  const project = section(text, 'project');
  const list = /^dependencies\s*=\s*\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]/m.exec(project)?.[1] ?? '';
  return {
    name: /^name\s*=\s*"([^"]*)"/m.exec(project)?.[1],
    dependencies: [...list.matchAll(/"([\w.-]+)[^"]*"/g)].map(([, name = '']) =>
      name.toLowerCase().replaceAll(/[_.]/g, '-'),
    ),
    buildSystem: /^\[build-system\]$/m.test(text),
  };
}

function section(text: string, name: string): string {
  return text.split(new RegExp(`^\\[${name}\\]\\s*$`, 'm'))[1]?.split(/^\[(?!\[)[\w.-]+\]\s*$/m)[0] ?? '';
}

/** What an install lays down: everything that the project reaches, with the groups asked for. */
export function reached(packages: readonly LockedPackage[], groups: readonly string[]): readonly LockedPackage[] {
  const byName = new Map(packages.map((entry) => [entry.name, entry]));
  const own = packages.filter((entry) => entry.own);
  const waiting = own.flatMap((entry) => [
    ...entry.dependencies,
    ...groups.flatMap((group) => entry.groups.get(group) ?? []),
  ]);
  const taken = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = byName.get(name);
    if (!entry || entry.own || taken.has(name)) continue;
    taken.add(name);
    waiting.push(...entry.dependencies);
  }
  return packages.filter(({ name }) => taken.has(name));
}
