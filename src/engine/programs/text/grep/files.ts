import { compile, matches } from '../../../base/shell-pattern.ts';
import type { Options } from '../../lib/options.ts';
import type { Process } from '../../../kernel/system.ts';

/** Files to search for `-r`: all below a name, links not followed; a name that is no directory stands for itself. */
export function filesBelow(process: Process, name: string, options: Options): string[] {
  const path = process.path(name);
  const globs = (flag: string): ((file: string) => boolean) => {
    const patterns = options.values(flag).map((text) => compile([{ text: text.replace(/\/$/, ''), quoted: false }]));
    return (file) => patterns.some((pattern) => matches(pattern, file.slice(file.lastIndexOf('/') + 1)));
  };
  const [included, excluded, left] = [globs('include'), globs('exclude'), globs('exclude-dir')];
  const skipped: string[] = [];
  const made: string[] = [];
  let root: string | undefined;
  for (const [at, entry] of process.files.walk(path)) {
    root ??= at;
    const file = name === '' ? at.slice(root.length + 1) : `${name.replace(/\/$/, '')}${at.slice(root.length)}`;
    if (skipped.some((folder) => at.startsWith(`${folder}/`))) continue;
    if (entry.kind === 'dir' && at !== root && left(at)) skipped.push(at);
    const wanted = (!options.has('include') || included(file)) && !excluded(file);
    if (entry.kind === 'file' && entry.content !== undefined && (at === root || wanted)) made.push(file);
  }
  return root === undefined ? [name] : made;
}
