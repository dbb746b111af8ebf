/**
 * Words of a command line given as one text: quotes and backslashes as a shell has them, nothing expanded; it ends at `;`, `&`, `|`,
 * `<` or `>`. Undefined: a quote or backslash is left open. Source: mattn/go-shellwords Parse.
 */
export function commandWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word = '';
  let got = false;
  let escaped = false;
  let quote = '';
  for (const char of line) {
    if (escaped) {
      word += char;
      escaped = false;
      got = true;
    } else if (char === '\\' && quote !== "'") escaped = true;
    else if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
      got = true;
    } else if (char === '"' || char === "'") {
      quote = char;
      got = true;
    } else if (/[ \t\r\n]/.test(char)) {
      if (got) words.push(word);
      [word, got] = ['', false];
    } else if (/[;&|<>]/.test(char)) {
      if (got) words.push(word);
      return words;
    } else {
      word += char;
      got = true;
    }
  }
  if (escaped || quote !== '') return undefined;
  if (got) words.push(word);
  return words;
}
