/** What a Redis server answers: a status, an error, a number, a text, nothing, or a list of texts. */
export type Reply =
  | { readonly status: string }
  | { readonly error: string }
  | { readonly number: number }
  | { readonly text: string | undefined }
  | { readonly list: readonly string[] };

/** A reply as it travels (RESP 2). */
export function written(reply: Reply): string {
  if ('status' in reply) return `+${reply.status}\r\n`;
  if ('error' in reply) return `-${reply.error}\r\n`;
  if ('number' in reply) return `:${reply.number}\r\n`;
  if ('list' in reply) return `*${reply.list.length}\r\n${reply.list.map((text) => written({ text })).join('')}`;
  return reply.text === undefined ? '$-1\r\n' : `$${reply.text.length}\r\n${reply.text}\r\n`;
}

/** Words of a command and what follows it in the stream; undefined while it is not complete. */
export function readCommand(stream: string): { readonly words: readonly string[]; readonly rest: string } | undefined {
  if (!stream.startsWith('*')) {
    const end = stream.indexOf('\n');
    if (end === -1) return undefined;
    return { words: stream.slice(0, end).split(/\s+/).filter(Boolean), rest: stream.slice(end + 1) };
  }
  const head = /^\*(\d+)\r\n/.exec(stream);
  if (!head) return undefined;
  const words: string[] = [];
  let at = head[0].length;
  for (let count = Number(head[1]); count > 0; count--) {
    const size = /^\$(\d+)\r\n/.exec(stream.slice(at, at + 24));
    if (!size) return undefined;
    const from = at + size[0].length;
    at = from + Number(size[1]) + 2;
    if (stream.length < at) return undefined;
    words.push(stream.slice(from, at - 2));
  }
  return { words, rest: stream.slice(at) };
}

/** A command as clients send it. */
export function sentAs(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

/** Reads a whole reply; undefined while it is not complete. */
export function readReply(stream: string): Reply | undefined {
  const end = stream.indexOf('\r\n');
  if (end === -1) return undefined;
  const line = stream.slice(1, end);
  switch (stream[0]) {
    case '+':
      return { status: line };
    case '-':
      return { error: line };
    case ':':
      return { number: Number(line) };
    case '*': {
      const read = readCommand(stream);
      return read && { list: read.words };
    }
    default: {
      if (line === '-1') return { text: undefined };
      const from = end + 2;
      const to = from + Number(line);
      return stream.length < to + 2 ? undefined : { text: stream.slice(from, to) };
    }
  }
}
