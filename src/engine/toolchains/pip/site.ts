import type { Process } from '../../kernel/system.ts';

/** Where an install goes. */
export interface Site {
  readonly libraries: string;
  readonly commands: string;
}

/** The folder of the virtual environment that this pip or python belongs to: the one above with a pyvenv.cfg. */
export function environmentOf(process: Process): string | undefined {
  const called = process.find(process.name) ?? process.executable ?? '';
  const paths = [process.path(called), process.executable ?? ''];
  return paths
    .map((path) => path.slice(0, path.lastIndexOf('/')).replace(/\/bin$/, ''))
    .find((folder) => folder !== '' && process.files.stat(`${folder}/pyvenv.cfg`).ok);
}

/** `python3.12`, as the standard library's folder says. */
export function pythonName(process: Process): string {
  for (const root of ['/usr/local/lib', '/usr/lib']) {
    const names = process.files.list(root);
    const name = names.ok ? names.value.find((each) => /^python3\.\d+$/.test(each)) : undefined;
    if (name !== undefined) return name;
  }
  return 'python3';
}

/** Place of packages and commands: `--target`, `--prefix`, a virtual environment, `--user`, or the interpreter's own. */
export function siteOf(
  process: Process,
  { values, user }: { values: ReadonlyMap<string, string>; user: boolean },
): Site {
  const target = values.get('target');
  if (target !== undefined) {
    const folder = process.path(target).replace(/\/$/, '');
    return { libraries: folder, commands: `${folder}/bin` };
  }
  const python = pythonName(process);
  const below = (root: string): Site => ({ libraries: `${root}/lib/${python}/site-packages`, commands: `${root}/bin` });
  const prefix = values.get('prefix');
  if (prefix !== undefined) return below(process.path(prefix).replace(/\/$/, ''));
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const environment = environmentOf(process);
  const own = below(environment ?? '/usr/local');
  if (user) return below(`${home}/.local`);
  if (process.credentials.uid === 0 || environment !== undefined) return own;
  // pip src/pip/_internal/commands/install.py, decide_user_install
  process.out('Defaulting to user installation because normal site-packages is not writeable\n');
  return below(`${home}/.local`);
}
