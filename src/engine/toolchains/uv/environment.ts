import type { Process } from '../../kernel/system.ts';
import { pythonName } from '../pip/site.ts';
import type { Site } from './place.ts';

/** The interpreter that uv would take; undefined when there is none and uv would fetch one of its own. */
export function interpreter(process: Process): string | undefined {
  return process.find('python3') ?? process.find('python');
}

/** Folders of a Python below `root`. */
export function siteBelow(process: Process, root: string): Site {
  return { libraries: `${root}/lib/${pythonName(process)}/site-packages`, commands: `${root}/bin` };
}

/** Makes a virtual environment without pip, as uv does. Answers an exit code when that fails. */
export function makeEnvironment(process: Process, root: string, python: string): number | undefined {
  const made = process.files.mkdir(`${root}/bin`, { parents: true });
  if (!made.ok) {
    process.err(`error: Failed to create virtual environment\n  Caused by: Permission denied (os error 13)\n`);
    return 2;
  }
  const name = pythonName(process);
  process.files.write(`${root}/pyvenv.cfg`, {
    content: `home = ${python.slice(0, python.lastIndexOf('/'))}\nimplementation = CPython\nuv = 0.9\nversion_info = ${name.replace('python', '')}\ninclude-system-site-packages = false\n`,
  });
  process.files.remove(`${root}/bin/python`);
  process.files.symlink(`${root}/bin/python`, python);
  for (const other of ['python3', name]) {
    process.files.remove(`${root}/bin/${other}`);
    process.files.symlink(`${root}/bin/${other}`, 'python');
  }
  process.files.mkdir(siteBelow(process, root).libraries, { parents: true });
  process.takes(40);
  return undefined;
}

/** True for a folder that is a virtual environment. */
export function isEnvironment(process: Process, root: string): boolean {
  return process.files.stat(`${root}/pyvenv.cfg`).ok;
}

/** Where `uv pip` works without `--system`: VIRTUAL_ENV, or a `.venv` here or above. */
export function activeEnvironment(process: Process): string | undefined {
  const set = process.env.get('VIRTUAL_ENV');
  if (set) return process.path(set).replace(/\/$/, '');
  for (let folder = process.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    const own = `${folder === '/' ? '' : folder}/.venv`;
    if (isEnvironment(process, own)) return own;
    if (folder === '' || folder === '/') return undefined;
  }
}
