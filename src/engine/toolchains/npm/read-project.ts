import type { Process } from '../../kernel/system.ts';
import { npmError } from './errors.ts';
import { manifest, readJson, type Manifest } from './project.ts';

/** The project in the working folder; prints npm's error when package.json is missing or no JSON. */
export function readProject(process: Process): Manifest | number {
  const path = `${process.cwd === '/' ? '' : process.cwd}/package.json`;
  const json = readJson(process, path);
  if (json) return manifest(json);
  // The place and the words of the JSON error are those of the JavaScript engine, and left out.
  if (json === null)
    return npmError(process, [
      'code EJSONPARSE',
      'JSON.parse Invalid package.json: JSONParseError',
      'JSON.parse Failed to parse JSON data.',
      'JSON.parse Note: package.json must be actual JSON, not just JavaScript.',
    ]);
  return npmError(
    process,
    [
      'code ENOENT',
      'syscall open',
      `path ${path}`,
      'errno -2',
      `enoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
      'enoent This is related to npm not being able to find a file.',
      'enoent',
    ],
    254,
  );
}
