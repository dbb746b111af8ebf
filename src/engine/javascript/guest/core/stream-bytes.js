// Texts that go into a stream become bytes.
const toBuffer = (chunk, encoding) =>
  typeof chunk === 'string' ? internal.builtin('buffer').Buffer.from(chunk, encoding) : chunk;
module.exports = { toBuffer };
