/** Characters for which a shell would need quotes; `#` and `~` only at the beginning, braces only alone. Source: gnulib quotearg.c, shell_escape_quoting_style. */
const SPECIAL = /[ !"$&'()*;<=>?[\\^`|]|^[#~]|^[{}]$/;
const CONTROL = /\p{Cc}/u;

/** How GNU's ls shows names on a terminal: so that they can be pasted into a shell. Names without quotes begin a column later where others have some. */
export function forTerminal(names: readonly string[]): readonly string[] {
  const quoted = names.map((name) => (needsQuotes(name) ? quote(name) : name));
  const some = quoted.some((name, index) => name !== names[index]);
  return some ? quoted.map((name, index) => (name === names[index] ? ` ${name}` : name)) : quoted;
}

function needsQuotes(name: string): boolean {
  return name === '' || SPECIAL.test(name) || CONTROL.test(name);
}

function quote(name: string): string {
  if (CONTROL.test(name)) return escaped(name);
  if (!name.includes("'")) return `'${name}'`;
  return /["$`\\!]/.test(name) ? `'${name.replaceAll("'", String.raw`'\''`)}'` : `"${name}"`;
}

const LETTERS: Readonly<Record<string, string>> = {
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
};

/** Control characters stand as `''$'\n'''` between the quotes. */
function escaped(name: string): string {
  let text = "'";
  let inside = false;
  for (const character of name) {
    const control = CONTROL.test(character);
    if (control && !inside) text += "'$'";
    if (!control && inside) text += "''";
    inside = control;
    if (control) text += `\\${LETTERS[character] ?? character.charCodeAt(0).toString(8).padStart(3, '0')}`;
    else text += character === "'" ? String.raw`'\''` : character;
  }
  return `${text}'`;
}
