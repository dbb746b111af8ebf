import type { Process } from '../../kernel/system.ts';

/** `./tool.deb`, `/tmp/tool.deb`: a word with a slash that names a file, as apt tells it apart from `name/release`. */
export function isLocalFile(word: string): boolean {
  return /^\.{0,2}\//.test(word);
}

/**
 * `apt-get install ./FILE.deb`. A file that is missing or is a text (a page of HTML that curl wrote without -f) is refused as
 * apt 3.0.4 refuses it (observed); what a package holds is not simulated. Answers error lines.
 */
export function localFileProblem(process: Process, word: string): string | undefined {
  const path = process.path(word);
  const entry = process.files.stat(path);
  if (!entry.ok || !word.endsWith('.deb')) return `E: Unsupported file ${word} given on commandline\n`;
  const text = process.files.read(path);
  if (text.ok && text.value !== undefined && !text.value.startsWith('!<arch>\n'))
    return `E: Invalid archive signature\nE: Internal error, could not locate member control.tar{.zst,.lz4,.gz,.xz,.bz2,.lzma,}\nE: Could not read meta data from ${path}\nE: The package lists or status file could not be parsed or opened.\n`;
  process.notSimulated(`package file ${word}`);
  return undefined;
}
