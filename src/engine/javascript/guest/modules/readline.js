// readline: lines of a stream.
const EventEmitter = internal.builtin('events');

class Interface extends EventEmitter {
  constructor({ input, output }) {
    super();
    Object.assign(this, { input, output, closed: false, rest: '', terminal: false, line: '' });
    this.questions = [];
    input.setEncoding?.('utf8');
    input.on('data', (chunk) => this._take(String(chunk)));
    input.on('end', () => {
      if (this.rest !== '') this._line(this.rest);
      this.rest = '';
      this.close();
    });
  }
  _take(text) {
    const lines = (this.rest + text).split(/\r?\n/);
    this.rest = lines.pop();
    for (const line of lines) this._line(line);
  }
  _line(line) {
    const question = this.questions.shift();
    if (question) question(line);
    else this.emit('line', line);
  }
  question(text, options, callback = options) {
    this.output?.write(text);
    this.questions.push(callback);
  }
  setPrompt(text) {
    this.text = text;
  }
  prompt() {
    this.output?.write(this.text ?? '> ');
  }
  write() {}
  pause() {
    this.input.pause();
    return this;
  }
  resume() {
    this.input.resume();
    return this;
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.input.pause?.();
    this.emit('close');
  }
  async *[Symbol.asyncIterator]() {
    const waiting = [];
    let wake;
    this.on('line', (line) => {
      waiting.push(line);
      wake?.();
    });
    this.on('close', () => wake?.());
    for (;;) {
      if (waiting.length > 0) yield waiting.shift();
      else if (this.closed) return;
      else await new Promise((resolve) => (wake = resolve));
    }
  }
}

const createInterface = (input, output) => new Interface(input.on ? { input, output } : input);
module.exports = {
  Interface,
  createInterface,
  clearLine: () => true,
  cursorTo: () => true,
  moveCursor: () => true,
  promises: {
    createInterface(options) {
      const made = createInterface(options);
      const ask = made.question.bind(made);
      made.question = (text) => new Promise((resolve) => ask(text, resolve));
      return made;
    },
  },
};
