/** A closing word that comes too early, or a word where `do` should be. */
export interface Early {
  readonly token: string;
  /** dash and ash say only "word". */
  readonly word: boolean;
}

const OPENS = new Map([
  ['if', 'then'],
  ['elif', 'then'],
  ['while', 'do'],
  ['until', 'do'],
  ['for', 'do'],
]);
const BODIES = new Map([
  ['then', 'fi'],
  ['do', 'done'],
  ['else', 'fi'],
]);

/**
 * Where a shell meets the first word that does not fit what is open (`while true; done`): unbash reads such a word as the
 * name of a command and finds out at the end. Only called for texts that cannot be read; quotes are passed over.
 */
export function earlyWord(text: string): Early | undefined {
  const open: string[] = [];
  let start = true;
  let afterFor = false;
  for (const [token] of text.matchAll(/'[^']*'|"(?:\\.|[^"\\])*"|[;\n]+|&&?|\|\|?|[()]|(?:\\.|[^ \t\n;&|()'"])+/g)) {
    if (/^(?:[;\n&|]|\()/.test(token)) {
      start = true;
      if (afterFor && /^[;\n]/.test(token)) afterFor = false;
      continue;
    }
    if (!start || afterFor) continue;
    start = false;
    const wanted = open.at(-1);
    if (OPENS.has(token) && !(token === 'elif' && wanted !== 'fi')) {
      if (token === 'elif') open.pop();
      open.push(OPENS.get(token) ?? '');
      afterFor = token === 'for';
      start = token !== 'for';
    } else if (token === 'then' || token === 'do' || token === 'else') {
      if (wanted !== (token === 'else' ? 'fi' : token)) return { token, word: false };
      open[open.length - 1] = BODIES.get(token) ?? '';
      start = true;
    } else if (token === 'fi' || token === 'done') {
      if (wanted !== token) return { token, word: false };
      open.pop();
    } else if (wanted === 'do' && text.includes('for ') && !/^(?:while|until)/.test(text.trimStart()))
      return { token, word: true };
  }
  return undefined;
}
