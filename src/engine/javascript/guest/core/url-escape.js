// Percent-encoding of the URL standard.
const encodeBytes = (text) =>
  [...internal.core('encoding').encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
const escapeIn = (text, pattern) => text.replace(pattern, (char) => encodeBytes(char));
const inPath = (text) => escapeIn(text, /[\u0000- "#<>?`{}\u007f-\u{10ffff}]/gu);
const inQuery = (text) => escapeIn(text, /[\u0000- "#'<>\u007f-\u{10ffff}]/gu);
const inHash = (text) => escapeIn(text, /[\u0000- "<>`\u007f-\u{10ffff}]/gu);
const inUser = (text) => escapeIn(text, /[\u0000- "#/:;<=>?@[\\\]^`{|}\u007f-\u{10ffff}]/gu);

module.exports = { escapeIn, inPath, inQuery, inHash, inUser };
