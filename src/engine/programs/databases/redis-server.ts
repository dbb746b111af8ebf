import { calendar, wallSeconds } from '../../kernel/time/clock.ts';
import { answerTo, type Store } from './redis/commands.ts';
import { readCommand, written, type Reply } from './redis/protocol.ts';
import { networkOf, type Endpoint } from '../../kernel/network/network.ts';
import { ownerOf } from '../../kernel/network/socket-owner.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import { errorText } from '../../kernel/errno.ts';

const command: Command = {
  summary:
    'The Redis server as a model: texts and counters in memory, saved when it ends or is asked to, in a form of its own; other types, replication and configuration files are left out.',
  example: `
$ (sleep 1; redis-cli set greeting hello; redis-cli get greeting; redis-cli shutdown nosave) & redis-server > /dev/null; wait
OK
hello
`,
  *run(process, args): Task {
    const port = Number(valueOf(args, '--port') ?? 6379);
    const folder = process.path(valueOf(args, '--dir') ?? process.cwd);
    for (const flag of args.filter((arg) => /^--|\.conf$/.test(arg) && !KNOWN.has(arg)))
      process.notSimulated(`redis-server ${flag}`);
    const store = load(process, `${folder}/dump.rdb`);
    if (!store) return 1;
    const clients: Endpoint[] = [];
    const place = { address: '0.0.0.0', port };
    const opened = networkOf(process.system).listen(place, ownerOf(process), (end) => void clients.push(end));
    if (!opened.ok) {
      log(process, `# Warning: Could not create server TCP listening socket *:${port}: bind: Address already in use`);
      return 1;
    }
    log(process, '* Server initialized');
    log(process, '* Ready to accept connections tcp');
    return yield* serve(process, { store, clients, folder, asked: { save: valueOf(args, '--save') !== '' } });
  },
};
export default command;

const KNOWN = new Set(['--port', '--dir', '--save', '--loglevel', '--bind', '--protected-mode']);

interface Server {
  readonly store: Store;
  readonly clients: Endpoint[];
  readonly folder: string;
  /** Who asked it to end, in the words of its log, and whether it saves before. */
  readonly asked: { by?: string; save: boolean };
}

/** Until a signal or SHUTDOWN ends it; what cannot be saved keeps it running, as with the real one. */
function* serve(process: Process, server: Server): Task {
  const { asked } = server;
  for (const signal of ['TERM', 'INT'])
    process.onSignal(signal, () => {
      asked.by = signal === 'TERM' ? 'Received SIGTERM' : 'Received SIGINT';
    });
  process.keepRunning({ listens: [Number(networkOf(process.system).listeners.at(-1)?.port ?? 6379)] });
  for (;;) {
    yield { ready: () => asked.by !== undefined || server.clients.some((end) => end.ready) };
    if (asked.by === undefined)
      for (const end of server.clients.filter(({ ready }) => ready)) talk(process, server, end);
    if (asked.by === undefined) continue;
    log(process, `* ${asked.by}, shutting down...`);
    if (!asked.save || save(process, server)) break;
    log(process, "# Error trying to save the DB, can't exit.");
    delete asked.by;
  }
  process.keepRunning(undefined);
  log(process, '# Redis is now ready to exit, bye bye...');
  return 0;
}

function talk(process: Process, server: Server, end: Endpoint): void {
  const { asked } = server;
  let stream = end.take();
  for (let read = readCommand(stream); read; read = readCommand(stream)) {
    stream = read.rest;
    const [name = '', option = ''] = read.words;
    if (name.toLowerCase() === 'shutdown') {
      asked.by = 'User requested shutdown';
      asked.save = option.toLowerCase() !== 'nosave';
      end.close();
    } else if (name !== '') end.send(written(answer(process, server, read.words)));
  }
  if (!end.finished && asked.by === undefined) return;
  end.close();
  server.clients.splice(server.clients.indexOf(end), 1);
}

function answer(process: Process, server: Server, words: readonly string[]): Reply {
  const [name = ''] = words;
  if (/^(bg)?save$/i.test(name)) {
    if (!save(process, server)) return { error: 'ERR' };
    return { status: name.length === 4 ? 'OK' : 'Background saving started' };
  }
  const reply = answerTo(server.store, words);
  if (reply) return reply;
  process.notSimulated(`the Redis command ${words.slice(0, 4).join(' ')}`);
  return { error: `ERR not simulated: ${name}` };
}

/** What was saved; undefined when the file is something else. */
function load(process: Process, path: string): Store | undefined {
  const read = process.files.read(path);
  if (!read.ok) return new Map();
  const [head, ...lines] = (read.value ?? '').split('\n');
  const pairs = lines.filter((line) => line !== '').map((line) => PAIR.exec(line));
  if (head !== HEAD || pairs.includes(null)) {
    log(process, `# Wrong signature trying to load DB from file: ${(read.value ?? '').slice(0, 9)}`);
    log(process, '# Fatal error loading the DB, check server logs. Exiting.');
    return undefined;
  }
  log(process, '* DB loaded from disk: 0.000 seconds');
  return new Map(pairs.map((pair) => [unescaped(pair?.[1] ?? ''), unescaped(pair?.[2] ?? '')]));
}

const HEAD = "REDIS, in a form of the simulator's own";
const PAIR = /^([^\t]*)\t([^\t]*)$/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t' };

function escaped(text: string): string {
  return text.replaceAll(/[\\\n\t]/g, (char) => ESCAPES[char] ?? char);
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}

/** False when the folder cannot be written, with the reason in the log. */
function save(process: Process, { store, folder }: Server): boolean {
  const pairs = [...store].map(([key, text]) => `${escaped(key)}\t${escaped(text)}\n`);
  const content = `${HEAD}\n${pairs.join('')}`;
  const done = process.files.write(`${folder}/dump.rdb`, { content });
  if (done.ok) log(process, '* DB saved on disk');
  else
    log(
      process,
      `# Failed opening the temp RDB file temp-${process.pid}.rdb (in server root dir ${folder}) for saving: ${errorText(done.errno)}`,
    );
  return done.ok;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `1:M 24 Nov 2026 08:00:00.000 * Ready …` */
function log(process: Process, text: string): void {
  const at = calendar(wallSeconds(process));
  const time = `${two(at.hour)}:${two(at.minute)}:${two(at.second)}.000`;
  process.out(`${process.pid}:M ${two(at.day)} ${MONTHS[at.month - 1] ?? ''} ${at.year} ${time} ${text}\n`);
}

function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}
