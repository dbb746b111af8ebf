import { ESCAPES } from './paint.ts';

/** What a terminal printed as text: without colours, with one kind of line break. */
export function plainText(screen: string): string {
  return screen
    .replace(ESCAPES, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n]*\r(?!\n)/g, '');
}
