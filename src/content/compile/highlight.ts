import type { Element, ElementContent } from 'hast';
import { createHighlighter } from 'shiki';
import type { BundledLanguage, ThemeRegistrationAny } from 'shiki';
import { dockerfileTokens } from './dockerfile-tokens.ts';
import type { Piece, TokenName } from './dockerfile-tokens.ts';
import { LANGUAGES } from './fences.ts';

/** Names of the token colours in src/ui/tokens.css (`--syn-…`), in the order of the marks below. */
const NAMES: readonly TokenName[] = ['comment', 'keyword', 'string', 'variable', 'flag', 'number'];
const MARKS = new Map(NAMES.map((name, at) => [`#00000${at + 1}`, name]));

// A theme of marks instead of colours: each mark becomes a class, so that both themes of the page are CSS only.
const theme: ThemeRegistrationAny = {
  name: 'marks',
  type: 'light',
  colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
  tokenColors: [
    scoped(1, ['comment', 'punctuation.definition.comment']),
    scoped(2, ['keyword', 'storage', 'support.function.builtin', 'entity.name.tag', 'support.type.property-name']),
    scoped(3, ['string', 'punctuation.definition.string']),
    scoped(4, ['variable', 'punctuation.definition.variable', 'entity.name.function']),
    scoped(5, ['constant.other.option', 'entity.other.attribute-name', 'markup.inserted']),
    scoped(6, ['constant.numeric', 'constant.language', 'markup.deleted']),
  ],
};

function scoped(mark: number, scope: string[]): { scope: string[]; settings: { foreground: string } } {
  return { scope, settings: { foreground: `#00000${mark}` } };
}

export type Highlight = (code: string, language: string) => ElementContent[];

let shared: Promise<Highlight> | undefined;

/** The one highlighter of a process: code and language → spans with classes `tok-keyword`, `tok-string` … */
export function highlighter(): Promise<Highlight> {
  return (shared ??= load());
}

async function load(): Promise<Highlight> {
  const langs = Object.values(LANGUAGES).flatMap((name) => (name === undefined ? [] : [name as BundledLanguage]));
  const shiki = await createHighlighter({ themes: [theme], langs });
  return (code, language) => {
    const lang = LANGUAGES[language];
    if (lang === undefined) return [{ type: 'text', value: code }];
    if (language === 'dockerfile') return elements(dockerfileTokens(code));
    const { tokens } = shiki.codeToTokens(code, { lang: lang as BundledLanguage, theme: 'marks' });
    return elements(
      tokens.map((line) => line.map(({ content, color }) => [content, MARKS.get(color?.toLowerCase() ?? '')])),
    );
  };
}

function elements(lines: readonly (readonly Piece[])[]): ElementContent[] {
  return lines.flatMap((line, at) => [
    ...line.map(([text, name]) => tokenElement(text, name)),
    ...(at < lines.length - 1 ? [{ type: 'text', value: '\n' } as const] : []),
  ]);
}

function tokenElement(value: string, name: TokenName | undefined): Element | { type: 'text'; value: string } {
  const text = { type: 'text', value } as const;
  if (name === undefined || value.trim() === '') return text;
  return { type: 'element', tagName: 'span', properties: { className: [`tok-${name}`] }, children: [text] };
}
