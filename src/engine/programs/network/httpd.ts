import { byteLength } from '../../files/index.ts';
import { httpDate, openServer, typeOf, type Asked } from '../../kernel/network/http-server.ts';
import { readOptions } from '../lib/options.ts';
import { mayBind } from '../../kernel/network/socket-owner.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    "BusyBox's web server: files of a folder over HTTP; CGI, authentication and its configuration file are left out.",
  example: `
$ mkdir /www; echo hello > /www/index.html; httpd -f -p 8080 -h /www & sleep 0.1; wget -qO- http://localhost:8080/; kill $!
hello
`,
  *run(process, args): Task {
    const options = readOptions(process, args, {
      flags: 'ifv',
      values: 'cpurhmed',
      busybox: 'ifvc:p:u:r:h:m:e:d:',
    });
    if (options.refused !== undefined) return options.refused;
    for (const letter of ['i', 'm', 'e', 'd', 'c', 'r'])
      if (options.has(letter)) process.notSimulated(`httpd -${letter}`);
    const home = process.path(options.value('h') ?? '.');
    const folder = process.files.stat(home);
    if (!folder.ok || folder.value.kind !== 'dir') {
      const why = folder.ok ? 'Not a directory' : 'No such file or directory';
      process.complain(`can't change directory to '${options.value('h') ?? '.'}': ${why}`);
      return 1;
    }
    if (!options.has('f')) {
      process.spawn([process.name, '-f', ...args], { leads: true });
      return 0;
    }
    const [port = '80', address = '::'] = (options.value('p') ?? '80').split(/:(?=[^:]*$)/).toReversed();
    if (!mayBind(process, Number(port))) return refuse(process, 'Permission denied');
    const server = openServer(process, [{ address, port: Number(port) }]);
    if (server.refused !== undefined)
      return refuse(
        process,
        server.refused === 'EADDRINUSE' ? 'Address already in use' : 'Cannot assign requested address',
      );
    process.keepRunning(
      address.startsWith('127.') ? { listens: [], local: [Number(port)] } : { listens: [Number(port)] },
    );
    return yield* server.serve((asked) => answer(process, home, asked));
  },
};
export default command;

function refuse(process: Process, why: string): number {
  process.complain(`bind: ${why}`);
  return 1;
}

const REASONS = {
  404: ['Not Found', 'The requested URL was not found'],
  403: ['Forbidden', ''],
  400: ['Bad Request', 'Unsupported method'],
  501: ['Not Implemented', 'The requested method is not recognized'],
} as const;

/** Source: BusyBox 1.37 httpd.c send_headers; the texts of the real program. */
function answer(process: Process, home: string, { method, path }: Asked): string {
  if (method !== 'GET' && method !== 'HEAD') return failure(process, 501);
  if (path.split('/').includes('..') || !path.startsWith('/')) return failure(process, 400);
  const target = `${home}${path}`;
  const stat = process.files.stat(target);
  const folder = stat.ok && stat.value.kind === 'dir';
  if (folder && !path.endsWith('/'))
    return `${head(process, '302 Found')}Content-type: text/html\r\nLocation: ${path}/\r\n\r\n`;
  const file = folder ? `${target}index.html` : target;
  const found = process.files.stat(file);
  const text = process.files.read(file);
  if (!found.ok || !text.ok) return failure(process, !found.ok || text.ok || text.errno !== 'EACCES' ? 404 : 403);
  const body = text.value ?? '';
  const type = typeOf(file);
  const lines = [
    ...(type === undefined ? [] : [`Content-type: ${type}`]),
    'Accept-Ranges: bytes',
    `Last-Modified: ${httpDate(0)}`,
    `ETag: "${found.value.digest.slice(-8)}-${byteLength(body).toString(16)}"`,
    `Content-Length: ${byteLength(body)}`,
  ];
  return `${head(process, '200 OK')}${lines.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`;
}

function head(process: Process, status: string): string {
  return `HTTP/1.1 ${status}\r\nDate: ${httpDate(process.now)}\r\nConnection: close\r\n`;
}

function failure(process: Process, code: keyof typeof REASONS): string {
  const [reason, why] = REASONS[code];
  const title = `${code} ${reason}`;
  return `${head(process, title)}Content-type: text/html\r\n\r\n<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${why}\n</BODY></HTML>\n`;
}
