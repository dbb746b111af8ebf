/**
 * What the text tools share: lines, counts with suffixes, bytes of a text. Left out: locales; characters are Unicode, bytes UTF-8.
 */

/** Lines without their ends; a last line without a line break counts. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
