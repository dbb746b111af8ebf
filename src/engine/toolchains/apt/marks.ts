import { installedPackages } from '../dpkg/dpkg.ts';
import type { Process } from '../../kernel/system.ts';

const STATES = '/var/lib/apt/extended_states';

/** Names of packages that were marked as installed for others. */
export function automatic(process: Process): ReadonlySet<string> {
  const text = process.files.read(STATES);
  return new Set(
    [...((text.ok ? text.value : undefined) ?? '').matchAll(/^Package: (.+)\n.*\nAuto-Installed: 1$/gm)].map(
      ([, name = '']) => name,
    ),
  );
}

/** Writes down which packages are there for others. */
export function setAutomatic(process: Process, names: Iterable<string>): void {
  const machine = process.system.platform.split('/')[1] ?? 'amd64';
  const content = [...new Set(names)]
    .toSorted()
    .map((name) => `Package: ${name}\nArchitecture: ${machine}\nAuto-Installed: 1\n\n`)
    .join('');
  process.files.mkdir(STATES.slice(0, STATES.lastIndexOf('/')), { parents: true });
  process.files.write(STATES, { content });
}

/** Marks packages and says which changed; a word that names none is a regular expression. Answers names nobody has. */
export function mark(process: Process, words: readonly string[], as: 'auto' | 'manual'): readonly string[] {
  const here = [...installedPackages(process)].toSorted();
  const marked = new Set(automatic(process));
  const unknown: string[] = [];
  for (const word of words) {
    const names = here.includes(word) ? [word] : matching(here, word);
    if (names.length === 0) unknown.push(word);
    for (const name of names) {
      const already = marked.has(name) === (as === 'auto');
      if (as === 'auto') marked.add(name);
      else marked.delete(name);
      process.out(
        `${name} ${already ? 'was already set' : 'set'} to ${as === 'auto' ? 'automatically' : 'manually'} installed.\n`,
      );
    }
  }
  setAutomatic(process, marked);
  return unknown;
}

/** Of regular expressions only `.` and `*` are read, which is what is written in practice: `.*`, `lib.*`. */
function matching(names: readonly string[], word: string): readonly string[] {
  if (!/[.*^$]/.test(word)) return [];
  const parts = word.replace(/^\^|\$$/g, '').split('.*');
  return names.filter((name) => inOrder(name, parts));
}

function inOrder(name: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return true;
}
