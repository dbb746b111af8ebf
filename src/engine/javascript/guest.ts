/**
 * Node's model as text: functions that run inside the interpreter. Imported only by whoever makes a
 * runtime, so that it is no part of the shell's own chunk.
 */
const files = import.meta.glob<string>('./guest/*/*.js', { eager: true, query: '?raw', import: 'default' });

/** Text by name: `core/boot`, `modules/fs`. */
export const guest: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice('./guest/'.length, -'.js'.length), text]),
);
