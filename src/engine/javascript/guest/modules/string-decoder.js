// string_decoder.
class StringDecoder {
  constructor(encoding = 'utf8') {
    this.encoding = encoding;
    this.decoder = /^utf-?8$/i.test(encoding) ? new TextDecoder() : undefined;
  }
  write(chunk) {
    if (typeof chunk === 'string') return chunk;
    return this.decoder ? this.decoder.decode(chunk, { stream: true }) : Buffer.from(chunk).toString(this.encoding);
  }
  end(chunk) {
    const text = chunk === undefined ? '' : this.write(chunk);
    return text + (this.decoder ? this.decoder.decode() : '');
  }
}
module.exports = { StringDecoder };
