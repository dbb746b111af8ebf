import { ESCAPES } from './draw-line.ts';

/** What programs drew on the alternate screen, which is gone once they have ended. */
// eslint-disable-next-line no-control-regex
const ALTERNATE = /\u001B\[\?1049h[\s\S]*?(?:\u001B\[\?1049l|$)/g;

/** What a terminal printed as text: without whole-screen programs and colours, with one kind of line break. */
export function plainText(screen: string): string {
  return screen
    .replaceAll(ALTERNATE, '')
    .replace(ESCAPES, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n]*\r(?!\n)/g, '');
}
