import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import { readPyproject } from '../uv/lock.ts';
import { requirement, type Requirement } from './requirements.ts';
import type { Site } from './site.ts';

/** A project of the workspace: `pip install .`, `pip install -e ./lib`. */
export interface LocalProject {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** What it asks for, extras of the word included. */
  readonly requirements: readonly Requirement[];
  /** Commands by `[project.scripts]`. */
  readonly scripts: readonly string[];
}

/** True for a word that means a folder of the tree, not an address or an archive. */
export function isFolder({ typed }: Requirement): boolean {
  return /^[./]/.test(typed) && !/\.(?:whl|zip|tar\.gz)$/.test(typed);
}

/** Reads a project; an exit code when pip would refuse it (pip 23.2, observed). What setup.py does is not simulated. */
export function readLocal(process: Process, { typed, editable }: Requirement): LocalProject | number {
  const [, word = typed, extras = ''] = /^(.*?)(?:\[(.*)\])?$/.exec(typed) ?? [];
  const folder =
    process
      .path(word)
      .replace(/\/\.?$/, '')
      .replaceAll('/./', '/') || '/';
  const read = (name: string): string | undefined => {
    const found = process.files.read(`${folder}/${name}`);
    return found.ok ? (found.value ?? '') : undefined;
  };
  const pyproject = read('pyproject.toml');
  if (pyproject === undefined && read('setup.py') === undefined) {
    process.err(
      editable
        ? `ERROR: file://${folder} does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found.\n`
        : `ERROR: Directory '${typed}' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.\n`,
    );
    return 1;
  }
  const project = /^\[project\]\s*$([^]*?)(?=^\[(?!\[)|$(?![^]))/m.exec(pyproject ?? '')?.[1] ?? '';
  const name = /^name\s*=\s*["']([^"']*)["']/m.exec(project)?.[1];
  if (pyproject === undefined || name === undefined) process.notSimulated(`setup.py of ${folder}`);
  if (extras) process.notSimulated(`extras ${extras} of ${folder}`);
  const scripts = /^\[project\.scripts\]\s*$([^]*?)(?=^\[|$(?![^]))/m.exec(pyproject ?? '')?.[1] ?? '';
  return {
    folder,
    name: (name ?? folder.replace(/^.*\//, '')).toLowerCase().replaceAll(/[_.]/g, '-'),
    version: /^version\s*=\s*["']([^"']*)["']/m.exec(project)?.[1] ?? '0.0.0',
    requirements: readPyproject(pyproject ?? '').dependencies.map((each) => requirement(each)),
    scripts: [...scripts.matchAll(/^([\w.-]+)\s*=/gm)].map(([, each = '']) => each),
  };
}

/** Lays a project down: its own files, or with `-e` a path file that points to them. */
export function placeLocal(
  process: Process,
  project: LocalProject,
  { site, editable }: { site: Site; editable: boolean },
): void {
  const { folder, name, version, scripts } = project;
  const plain = name.replaceAll('-', '_');
  process.files.mkdir(site.libraries, { parents: true });
  process.files.mkdir(`${site.libraries}/${plain}-${version}.dist-info`, { parents: true });
  process.files.write(`${site.libraries}/${plain}-${version}.dist-info/METADATA`, {
    content: `Metadata-Version: 2.4\nName: ${name}\nVersion: ${version}\n`,
  });
  const source = [`${folder}/src/${plain}`, `${folder}/${plain}`].find((path) => process.files.stat(path).ok);
  if (editable)
    process.files.write(`${site.libraries}/__editable__.${plain}-${version}.pth`, {
      content: `${source?.startsWith(`${folder}/src/`) ? `${folder}/src` : folder}\n`,
    });
  else if (source !== undefined) {
    const size = process.files.size(source);
    process.files.write(`${site.libraries}/${plain}`, {
      bulk: { files: Math.max(1, [...process.files.walk(source)].length), size },
      digest: digestOf('local project', name, version, String(size)),
    });
  }
  for (const script of scripts)
    process.files.write(`${site.commands}/${script}`, {
      content: `#!${site.commands}/python3\n# ${name}: calls its function\n`,
      mode: 0o755,
    });
  process.takes(3500);
}
