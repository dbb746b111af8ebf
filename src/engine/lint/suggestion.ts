import { suggest } from '../dockerfile/index.ts';

/** ` (did you mean $NAME?)` when a known name is near, else nothing. */
export function suggestion(name: string, known: readonly string[], sign = ''): string {
  const near = suggest(name, known);
  return near === undefined ? '' : ` (did you mean ${sign}${near}?)`;
}
