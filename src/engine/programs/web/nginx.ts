import { byteLength, capable, type Owner } from '../../files/index.ts';
import { httpDate, openServer, typeOf, type Asked } from '../../kernel/network/http-server.ts';
import { mayBind } from '../../kernel/network/socket-owner.ts';
import type { Command, Process, Running, Task } from '../../kernel/system.ts';

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
    const texts = textsOf(process, main);
    const problem = prepare(process, texts);
    if (problem !== undefined) {
      process.err(`nginx: [emerg] ${problem}\n`);
      return 1;
    }
    if (args.includes('-t')) {
      process.err(
        `nginx: the configuration file ${main} syntax is ok\nnginx: configuration file ${main} test is successful\n`,
      );
      return 0;
    }
    if (!args.some((arg) => /daemon\s+off/.test(arg)) && !/daemon\s+off/.test(textOf(process, main))) return 0;
    return serve(process, ports, texts);
  },
};
export default command;

/** Serves files until it is told to stop. */
function* serve(process: Process, running: Running, texts: readonly string[]): Task {
  const root = rootOf(texts);
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
  const pid = `${valueOf(texts, 'pid') ?? '/run/nginx.pid'}`;
  const written = process.files.write(pid, { content: `${process.pid}\n` });
  if (!written.ok) {
    process.err(`nginx: [emerg] open() "${pid}" failed (${said(written.errno)})\n`);
    return 1;
  }
  const stop = { asked: false };
  for (const signal of ['TERM', 'INT', 'QUIT'])
    process.onSignal(signal, () => {
      stop.asked = true;
      process.keepRunning(undefined);
    });
  process.keepRunning(running);
  const refused = refusedWorker(process, texts);
  if (refused !== undefined) {
    // The master lives on and accepts connections that nobody answers. Source: ngx_worker_process_init, ngx_reap_children.
    process.err(
      `nginx: [emerg] ${refused} failed (1: Operation not permitted)\nnginx: [alert] worker process exited with fatal code 2 and cannot be respawned\n`,
    );
    while (!stop.asked) yield { ready: () => stop.asked };
    return 0;
  }
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

/** Folders for what does not fit into memory, with the directives that move them. Source: configure arguments of nginx's packages. */
const TEMPORARY = {
  client_body_temp_path: '/var/cache/nginx/client_temp',
  proxy_temp_path: '/var/cache/nginx/proxy_temp',
  fastcgi_temp_path: '/var/cache/nginx/fastcgi_temp',
  uwsgi_temp_path: '/var/cache/nginx/uwsgi_temp',
  scgi_temp_path: '/var/cache/nginx/scgi_temp',
};

/** Makes the temporary folders, for the user of the workers when it is started as root; answers what went wrong. Source: ngx_create_paths. */
function prepare(process: Process, texts: readonly string[]): string | undefined {
  const worker = process.credentials.uid === 0 ? workerOf(process, texts) : undefined;
  for (const [directive, usual] of Object.entries(TEMPORARY)) {
    const path = valueOf(texts, directive) ?? usual;
    const made = process.files.mkdir(path, { mode: 0o700 });
    if (!made.ok && made.errno !== 'EEXIST') return `mkdir() "${path}" failed (${said(made.errno)})`;
    const there = process.files.stat(path);
    if (worker === undefined || !there.ok || there.value.uid === worker.uid) continue;
    const given = process.files.chown(path, { uid: worker.uid, gid: there.value.gid });
    if (!given.ok) return `chown("${path}", ${worker.uid}) failed (${said(given.errno)})`;
  }
  return undefined;
}

/** What a worker may not do on its way to its own user. */
function refusedWorker(process: Process, texts: readonly string[]): string | undefined {
  const worker = process.credentials.uid === 0 ? workerOf(process, texts) : undefined;
  if (worker === undefined) return undefined;
  if (!capable(process.credentials, 'SETGID')) return `setgid(${worker.gid})`;
  return capable(process.credentials, 'SETUID') ? undefined : `setuid(${worker.uid})`;
}

/** Whom workers run as. */
function workerOf(process: Process, texts: readonly string[]): Owner | undefined {
  const name = valueOf(texts, 'user') ?? 'nobody';
  const users = process.files.read('/etc/passwd');
  const line = ((users.ok ? users.value : undefined) ?? '').split('\n').find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** The first word of a directive's value. */
function valueOf(texts: readonly string[], directive: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s;{])${directive}\\s+([^;\\s]+)`);
  return texts.map((text) => found.exec(text.replaceAll(/#.*/g, ''))?.[1]).find((value) => value !== undefined);
}

/** An error of the kernel as nginx prints it. */
function said(errno: string): string {
  return ERRORS[errno] ?? errno;
}

const ERRORS: Readonly<Record<string, string>> = {
  EPERM: '1: Operation not permitted',
  ENOENT: '2: No such file or directory',
  EACCES: '13: Permission denied',
  EEXIST: '17: File exists',
  ENOTDIR: '20: Not a directory',
  ENOSPC: '28: No space left on device',
  EROFS: '30: Read-only file system',
};
