import type { ITheme } from '@xterm/xterm';
import { hexOf } from '../../../../editor/monaco/colour.ts';

/** xterm's colours and the token of ui/tokens.css that each takes: colours of programs keep their meaning, at the contrast of text. */
const TOKENS: Readonly<Record<string, string>> = {
  background: 'surface',
  foreground: 'ink',
  cursor: 'accent',
  cursorAccent: 'surface',
  selectionBackground: 'selected',
  black: 'ink',
  red: 'fail',
  green: 'pass',
  yellow: 'error',
  blue: 'accent',
  magenta: 'unsim',
  cyan: 'syn-number',
  white: 'ink-2',
  brightBlack: 'ink-3',
  brightRed: 'fail',
  brightGreen: 'pass',
  brightYellow: 'syn-flag',
  brightBlue: 'syn-keyword',
  brightMagenta: 'syn-variable',
  brightCyan: 'syn-number',
  brightWhite: 'ink',
};

/** The colours of the page as `place` has them: light or dark. */
export function themeAt(place: HTMLElement): ITheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const theme: Record<string, string> = {};
  for (const [name, token] of Object.entries(TOKENS)) {
    probe.style.color = `var(--${token})`;
    const hex = hexOf(getComputedStyle(probe).color);
    if (hex) theme[name] = hex;
  }
  probe.remove();
  return theme;
}

/** Calls `changed` whenever the theme may have changed: the setting, or the system's. Answers how to stop. */
export function onTheme(changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  system.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}
