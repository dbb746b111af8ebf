import type { Files, LogEntry } from '../engine/grade/check.ts';

/** Where images and programs of a machine may be named, as one script: what was typed, and the files it may build from or run. */
export function namedOnMachine(files: Files, typed: readonly LogEntry[]): Files {
  const edited = typed.flatMap((one) => Object.entries(one.files ?? {}));
  const texts = [
    ...typed.map(({ text }) => text),
    ...[...Object.entries(files), ...edited].flatMap(([path, file]) =>
      file && /(?:Dockerfile|\.sh|\.ya?ml|\.hcl|\.json)[^/]*$/.test(path) ? [file.text] : [],
    ),
  ];
  return { 'typed.sh': { text: texts.join('\n'), mode: 0o644 } };
}
