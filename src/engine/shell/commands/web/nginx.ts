import { byteLength } from '../../../files/index.ts';
import { httpDate, openServer, typeOf, type Asked } from '../../http-server.ts';
import { mayBind } from '../../owner.ts';
import type { Command, Process, Running, Task } from '../../system.ts';

const command: Command = {
  summary:
    'The nginx server as a model: -v, -t, and a process that listens where its configuration says and serves the files of its root; proxies and rewriting are left out.',
  example: `
$ nginx -v
! nginx version: nginx
$ nginx -g 'daemon off'
! nginx: [emerg] unexpected end of parameter, expecting ";" in command line
`,
  run(process, args) {
    const version = process.program?.facts?.['version'];
    if (args.includes('-v')) {
      process.err(`nginx version: nginx${version === undefined ? '' : `/${String(version)}`}\n`);
      return 0;
    }
    const directives = args[args.indexOf('-g') + 1] ?? '';
    if (args.includes('-g') && !/[;}]\s*$/.test(directives)) {
      process.err('nginx: [emerg] unexpected end of parameter, expecting ";" in command line\n');
      return 1;
    }
    const named = args.indexOf('-c');
    const main = named === -1 ? '/etc/nginx/nginx.conf' : (args[named + 1] ?? '');
    const known = process.files.stat(process.path(main));
    if (!known.ok) {
      process.err(`nginx: [emerg] open() "${main}" failed (2: No such file or directory)\n`);
      return 1;
    }
    const ports = listens(process, main);
    const bad = process.credentials.uid === 0 ? undefined : unwritable(process);
    if (bad !== undefined) {
      process.err(`nginx: [emerg] mkdir() "${bad}" failed (13: Permission denied)\n`);
      return 1;
    }
    if (args.includes('-t')) {
      process.err(
        `nginx: the configuration file ${main} syntax is ok\nnginx: configuration file ${main} test is successful\n`,
      );
      return 0;
    }
    if (!args.some((arg) => /daemon\s+off/.test(arg)) && !/daemon\s+off/.test(textOf(process, main))) return 0;
    return serve(process, ports, rootOf(textsOf(process, main)));
  },
};
export default command;

/** Serves files until it is told to stop. */
function* serve(process: Process, running: Running, root: string): Task {
  const places = [
    ...running.listens.map((port) => ({ address: '0.0.0.0', port })),
    ...(running.local ?? []).map((port) => ({ address: '127.0.0.1', port })),
  ];
  const denied = places.find(({ port }) => !mayBind(process, port));
  if (denied) {
    process.err(`nginx: [emerg] bind() to ${denied.address}:${denied.port} failed (13: Permission denied)\n`);
    return 1;
  }
  const server = openServer(process, places);
  if (server.refused !== undefined) {
    const { address, port } = places[0] ?? { address: '0.0.0.0', port: 80 };
    process.err(`nginx: [emerg] bind() to ${address}:${port} failed (98: Address already in use)\n`);
    return 1;
  }
  const stop = { asked: false };
  for (const signal of ['TERM', 'INT', 'QUIT'])
    process.onSignal(signal, () => {
      stop.asked = true;
      process.keepRunning(undefined);
    });
  process.keepRunning(running);
  return yield* server.serve(
    (asked) => answer(process, root, asked),
    () => stop.asked,
  );
}

/** The folder of the first server. */
function rootOf(texts: readonly string[]): string {
  const found = texts.map((text) => /\broot\s+([^;\s]+)\s*;/.exec(text.replaceAll(/#.*/g, ''))?.[1]);
  return found.find((one) => one !== undefined) ?? '/usr/share/nginx/html';
}

function answer(process: Process, root: string, { method, path }: Asked): string {
  const wanted = `${root}${path}${path.endsWith('/') ? 'index.html' : ''}`;
  const text = process.files.read(wanted);
  const found = text.ok && !path.split('/').includes('..');
  const status = found ? '200 OK' : '404 Not Found';
  const version = process.program?.facts?.['version'];
  const name = `nginx${version === undefined ? '' : `/${String(version)}`}`;
  const page = `<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>${name}</center>\r\n</body>\r\n</html>\r\n`;
  const body = found ? (text.value ?? '') : page;
  const lines = [
    `HTTP/1.1 ${status}`,
    `Server: ${name}`,
    `Date: ${httpDate(process.now)}`,
    `Content-Type: ${(found ? typeOf(wanted) : 'text/html') ?? 'application/octet-stream'}`,
    `Content-Length: ${byteLength(body)}`,
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`;
}

/** The main file and those of conf.d, which the packaged main file includes. */
function textsOf(process: Process, main: string): string[] {
  const names = process.files.list('/etc/nginx/conf.d');
  const files = (names.ok ? names.value : []).filter((name) => name.endsWith('.conf'));
  return [...files.map((name) => `/etc/nginx/conf.d/${name}`), main].map((path) => textOf(process, path));
}

function textOf(process: Process, path: string): string {
  const text = process.files.read(process.path(path));
  return text.ok ? (text.value ?? '') : '';
}

/** Ports of every `listen` in the main file and in conf.d, which the packaged main file includes; 80 when none is known. */
function listens(process: Process, main: string): Running {
  const texts = textsOf(process, main);
  const ports = new Set<number>();
  const local = new Set<number>();
  for (const text of texts)
    for (const [, address = '', port] of text.replaceAll(/#.*/g, '').matchAll(/\blisten\s+([^;\s]*:)?(\d+)/g))
      (/^(127\.|localhost:|\[::1\]:)/.test(address) ? local : ports).add(Number(port));
  if (local.size === 0) return { listens: ports.size > 0 ? sorted(ports) : [80] };
  return { listens: sorted(ports), local: sorted([...local].filter((port) => !ports.has(port))) };
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].toSorted((a, b) => a - b);
}

/** nginx makes its temporary folders at start; not root, it needs a writable cache folder for that. */
function unwritable(process: Process): string | undefined {
  const folder = '/var/cache/nginx';
  const made = process.files.stat(folder);
  if (!made.ok) return undefined;
  const path = `${folder}/client_temp`;
  if (process.files.stat(path).ok) return undefined;
  return process.files.mkdir(path).ok ? undefined : path;
}
