// Texts in quotes, as util.inspect chooses them.
const MARKS = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

function escaped(text, quote) {
  let made = '';
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char === quote) made += `\\${char}`;
    else if (MARKS[char]) made += MARKS[char];
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
      made += `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    else if (char.length === 1 && code >= 0xd800 && code <= 0xdfff) made += `\\u${code.toString(16).toUpperCase()}`;
    else made += char;
  }
  return made;
}

module.exports = {
  /** Single quotes, unless the text holds some and no double ones (then backquotes). */
  quoted(text) {
    if (!text.includes("'")) return `'${escaped(text, "'")}'`;
    if (!text.includes('"')) return `"${escaped(text, '"')}"`;
    if (!text.includes('`') && !text.includes('${')) return `\`${escaped(text, '`')}\``;
    return `'${escaped(text, "'")}'`;
  },
};
