import { readReply, sentAs, type Reply } from './redis/protocol.ts';
import { networkOf, type Endpoint } from '../../kernel/network/network.ts';
import { connectError } from '../../kernel/network/download.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Asks a Redis server: a command as arguments, or one a line from standard input (-h, -p; other options are left out).',
  example: `
$ redis-cli ping
! Could not connect to Redis at 127.0.0.1:6379: Connection refused
`,
  *run(process, args): Task {
    let [host, port] = ['127.0.0.1', '6379'];
    let at = 0;
    for (; args[at]?.startsWith('-'); at += 2) {
      const value = args[at + 1] ?? '';
      if (args[at] === '-h') host = value;
      else if (args[at] === '-p') port = value;
      else process.notSimulated(`redis-cli ${args[at] ?? ''}`);
    }
    const network = networkOf(process.system);
    const address = network.lookup(host);
    const made = address === undefined ? undefined : network.connect({ address, port: Number(port) });
    if (!made?.ok) {
      const why = made ? connectError(made.errno) : 'Name or service not known';
      process.err(`Could not connect to Redis at ${host}:${port}: ${why}\n`);
      return 1;
    }
    const end = made.value;
    const words = args.slice(at);
    const status =
      words.length > 0 ? yield* ask(process, end, words) : yield* converse(process, end, `${host}:${port}> `);
    end.close();
    return status;
  },
};
export default command;

/** Lines of standard input, with a prompt at a keyboard. */
function* converse(process: Process, end: Endpoint, prompt: string): Task {
  const shown = process.terminal ? prompt : '';
  for (;;) {
    process.out(shown);
    const text = yield* process.read();
    if (text === undefined) return 0;
    for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
      const words = (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
      if (/^(quit|exit)$/i.test(words[0] ?? '')) return 0;
      yield* ask(process, end, words);
    }
  }
}

function* ask(process: Process, end: Endpoint, words: readonly string[]): Task {
  end.send(sentAs(words));
  let text = '';
  for (;;) {
    yield { ready: () => end.ready };
    text += end.take();
    const reply = readReply(text);
    if (reply) {
      process.out(process.terminal ? pretty(reply) : raw(reply));
      return 'error' in reply ? 1 : 0;
    }
    // SHUTDOWN closes the connection without a word
    if (end.finished) return 0;
  }
}

/** As in a pipe. Source: redis-cli's cliFormatReplyRaw. */
function raw(reply: Reply): string {
  if ('status' in reply) return `${reply.status}\n`;
  if ('error' in reply) return `${reply.error}\n\n`;
  if ('number' in reply) return `${reply.number}\n`;
  if ('list' in reply) return `${reply.list.join('\n')}\n`;
  return `${reply.text ?? ''}\n`;
}

/** As at a terminal. Source: redis-cli's cliFormatReplyTTY. */
function pretty(reply: Reply): string {
  if ('status' in reply) return `${reply.status}\n`;
  if ('error' in reply) return `(error) ${reply.error}\n`;
  if ('number' in reply) return `(integer) ${reply.number}\n`;
  if ('text' in reply) return reply.text === undefined ? '(nil)\n' : `${JSON.stringify(reply.text)}\n`;
  if (reply.list.length === 0) return '(empty array)\n';
  return reply.list.map((text, at) => `${at + 1}) ${JSON.stringify(text)}\n`).join('');
}
