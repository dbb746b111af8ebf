import type { Process } from '../../kernel/system.ts';

/** One crate of a Cargo.lock. */
export interface Crate {
  readonly name: string;
  readonly version: string;
  /** From a registry: has to be downloaded. */
  readonly registry: boolean;
  /** From a Git repository, which is left out. */
  readonly git: boolean;
}

/** What is read of a Cargo.toml and its Cargo.lock. */
export interface CargoProject {
  readonly root: string;
  readonly name: string;
  readonly version: string;
  readonly bins: readonly string[];
  readonly workspace: boolean;
  /** Names below `[dependencies]` and `[build-dependencies]`, and those below `[dev-dependencies]`. */
  readonly dependencies: readonly string[];
  readonly development: readonly string[];
  /** `strip` of the release profile is on. */
  readonly strips: boolean;
  /** Undefined without a Cargo.lock. */
  readonly crates: readonly Crate[] | undefined;
}

function textOf(process: Process, path: string): string | undefined {
  const found = process.files.read(path);
  return found.ok ? found.value : undefined;
}

/** The lines of one table of a TOML file. */
function table(text: string, name: string): string {
  return text.split(new RegExp(`^\\[${name}\\]\\s*$`, 'm'))[1]?.split(/^\[/m)[0] ?? '';
}

/** Names of a table of dependencies, those with a table of their own (`[dependencies.serde]`) included. */
function namesIn(text: string, kind: string): readonly string[] {
  const plain = [...table(text, kind).matchAll(/^([\w-]+)(?:\.\w+)?\s*=/gm)].map(([, name = '']) => name);
  const own = [...text.matchAll(new RegExp(`^\\[${kind}\\.([\\w-]+)\\]`, 'gm'))].map(([, name = '']) => name);
  return [...plain, ...own];
}

/** Finds the project of the working folder; undefined when there is no Cargo.toml here or above. */
export function findProject(process: Process): CargoProject | undefined {
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const root = folder === '/' ? '' : folder;
    const text = textOf(process, `${root}/Cargo.toml`);
    if (text !== undefined) return projectOf(process, root, text);
    if (folder === '' || folder === '/') return undefined;
  }
}

function projectOf(process: Process, root: string, text: string): CargoProject {
  const own = table(text, 'package');
  const value = (name: string): string => new RegExp(`^${name}\\s*=\\s*"([^"]*)"`, 'm').exec(own)?.[1] ?? '';
  const named = [...text.matchAll(/^\[\[bin\]\]\s*\n(?:[^[]*\n)?name\s*=\s*"([^"]*)"/gm)].map(([, name = '']) => name);
  const main = process.files.stat(`${root}/src/main.rs`).ok ? [value('name')] : [];
  const lock = textOf(process, `${root}/Cargo.lock`);
  return {
    root,
    name: value('name'),
    version: value('version') || '0.0.0',
    bins: named.length ? named : main,
    workspace: /^\[workspace\]/m.test(text) && own === '',
    dependencies: [...namesIn(text, 'dependencies'), ...namesIn(text, 'build-dependencies')],
    development: namesIn(text, 'dev-dependencies'),
    strips: /^strip\s*=\s*(?:true|"symbols")/m.test(table(text, 'profile\\.release')),
    crates: lock === undefined ? undefined : cratesOf(lock),
  };
}

function cratesOf(lock: string): readonly Crate[] {
  return lock
    .split(/^\[\[package\]\]$/m)
    .slice(1)
    .map((block) => {
      const value = (name: string): string => new RegExp(`^${name} = "([^"]*)"`, 'm').exec(block)?.[1] ?? '';
      const source = value('source');
      return {
        name: value('name'),
        version: value('version'),
        registry: source.startsWith('registry+') || source.startsWith('sparse+'),
        git: source.startsWith('git+'),
      };
    });
}

/** Names that the lock file does not hold. */
export function missingInLock(project: CargoProject): readonly string[] {
  const held = new Set(project.crates?.map(({ name }) => name));
  return [...project.dependencies, ...project.development].filter((name) => !held.has(name));
}

/** What the program does when started, as far as its text says so: a literal port that it binds, or literal lines. */
export function behaviourOf(sources: readonly string[]): Readonly<Record<string, string | number | boolean>> {
  const text = sources.join('\n').replaceAll(/\/\/[^\n"]*$/gm, '');
  const port =
    /\b(?:bind|Server::bind|serve)\(\s*&?\(?"?[\w.:[\]]*?"?\s*[:,]\s*(\d{2,5})/.exec(text)?.[1] ??
    /"(?:0\.0\.0\.0|127\.0\.0\.1|\[::\]):(\d{2,5})"/.exec(text)?.[1];
  if (/TcpListener|HttpServer|axum::serve|Server::bind|warp::serve|rocket::build/.test(text))
    return {
      serves: true,
      ...(port === undefined ? {} : { listens: Number(port) }),
      ...(/"(?:127\.0\.0\.1|localhost)[:"]|\[127,\s*0,\s*0,\s*1\]/.test(text) ? { local: true } : {}),
    };
  const printed = [...text.matchAll(/\bprintln!\(\s*"((?:[^"\\{}]|\\.)*)"\s*\)/g)].map(([, line = '']) => `${line}\n`);
  return printed.length ? { prints: printed.join('') } : {};
}
