import { ansiQuoted } from '../../../base/quote-bash.ts';

/** `%q` of bash: what is special gets a backslash, line breaks make `$'…'`. */
export function quoteBash(text: string): string {
  if (text === '') return "''";
  if (/[^ -~]/.test(text)) return ansiQuoted(text);
  return text.replaceAll(/[^\w@%+=:,./\u0080-\uffff-]/g, String.raw`\$&`).replace(/^~/, String.raw`\~`);
}

/** `%q` of GNU printf, `ls` and `stat -c %N` with the style `shell-escape`: quotes only where the shell needs them. */
export function quoteGnu(text: string): string {
  if (text === '') return "''";
  if (/\p{Cc}/u.test(text))
    return text
      .split(/(\p{Cc}+)/u)
      .filter((part) => part !== '')
      .map((part, at) =>
        /^\p{Cc}/u.test(part)
          ? `${at === 0 ? "''" : ''}$'${escaped(part)}'`
          : `'${part.replaceAll("'", String.raw`'\''`)}'`,
      )
      .join('');
  if (!/[\s!"#$&'()*;<=>?[\\\]^`{|}~]/.test(text)) return text;
  if (!/[\s!"$&'()*;<=>?[\\^`|]/.test(text) && !/^[#~]/.test(text) && !/^[{}]$/.test(text)) return text;
  if (text.includes("'") && !/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '\n': 'n',
    '\t': 't',
    '\r': 'r',
    '\u0007': 'a',
    '\b': 'b',
    '\f': 'f',
    '\v': 'v',
  };
  return text.replaceAll(/\p{Cc}/gu, (char) => {
    const name = names[char];
    return name === undefined ? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}` : `\\${name}`;
  });
}
