import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { interpreter, isEnvironment, makeEnvironment, siteBelow } from '../uv/environment.ts';
import type { Site } from '../pip/site.ts';

const homeOf = (process: Process): string => (process.env.get('HOME') ?? '/root').replace(/\/$/, '');

/** `poetry config NAME VALUE` of this user, as lines `name = value`. */
const CONFIG = '.config/pypoetry/config.toml';

/** A setting: environment, poetry.toml of the project, then the user's. Source: python-poetry.org/docs/configuration. */
export function settingOf(process: Process, name: string): string | undefined {
  const own = process.env.get(`POETRY_${name.toUpperCase().replaceAll(/[.-]/g, '_')}`);
  if (own !== undefined) return own;
  const [table = '', key = ''] = name.split('.');
  for (const path of [process.path('poetry.toml'), `${homeOf(process)}/${CONFIG}`]) {
    const found = process.files.read(path);
    const text = (found.ok ? found.value : undefined) ?? '';
    const part = text.split(`[${table}]`)[1]?.split(/^\[/m)[0] ?? '';
    const value = new RegExp(`^${key}\\s*=\\s*"?([^"\\n]*)"?`, 'm').exec(part)?.[1];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** As Poetry's config.py reads booleans. */
const isOn = (value: string | undefined): boolean => /^(?:true|1)$/.test(value ?? '');

/** Writes a setting of the user, or with `local` of the project. */
export function writeSetting(
  process: Process,
  { name, value, local }: { name: string; value: string; local: boolean },
): void {
  const [table = '', key = ''] = name.split('.');
  const path = local ? process.path('poetry.toml') : `${homeOf(process)}/${CONFIG}`;
  const found = process.files.read(path);
  const before = (found.ok ? found.value : undefined) ?? '';
  const line = `${key} = ${/^(?:true|false)$/.test(value) ? value : `"${value}"`}\n`;
  const content = before.includes(`[${table}]\n`)
    ? before.replace(`[${table}]\n`, `[${table}]\n${line}`)
    : `${before}[${table}]\n${line}`;
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  process.files.write(path, { content });
}

/** Poetry's cache of downloads. */
export function cacheFolder(process: Process): string {
  return process.env.get('POETRY_CACHE_DIR') ?? `${homeOf(process)}/.cache/pypoetry`;
}

/**
 * Where Poetry installs: the environment that is active, the interpreter's own with `virtualenvs.create` off, `.venv`, or one
 * below its cache. An exit code when there is no Python.
 */
export function siteOf(process: Process, name: string): (Site & { readonly root: string }) | number {
  const python = interpreter(process);
  if (python === undefined) {
    process.err('Python was not found\n');
    return 1;
  }
  const set = process.env.get('VIRTUAL_ENV');
  const inProject = isOn(settingOf(process, 'virtualenvs.in-project'));
  const here = process.path('.venv');
  if (set) return { ...siteBelow(process, set), root: set };
  if (!isOn(settingOf(process, 'virtualenvs.create') ?? 'true')) {
    const root = python.replace(/\/bin\/[^/]*$/, '');
    return { ...siteBelow(process, root), root };
  }
  const key = digestOf('poetry environment', process.cwd).slice(7, 15);
  const root =
    inProject || isEnvironment(process, here) ? here : `${cacheFolder(process)}/virtualenvs/${name}-${key}-py3`;
  if (!isEnvironment(process, root)) {
    process.err(
      `Creating virtualenv ${root === here ? name : `${name}-${key}-py3`} in ${root.slice(0, root.lastIndexOf('/'))}\n`,
    );
    const failed = makeEnvironment(process, root, python);
    if (failed !== undefined) return 1;
  }
  return { ...siteBelow(process, root), root };
}
