import { exchange, type Exchange, type HttpResponse } from '../../../kernel/network/http-exchange.ts';
import type { NetworkErrno } from '../../../kernel/network/network.ts';
import type { Options } from '../../lib/options.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import { download, type Address } from '../../../kernel/network/download.ts';
import { NOT_FOUND_PAGE, servedAt } from './installer.ts';

/** What a transfer came to: status of curl, and its words after `(n)`. */
interface Failure {
  readonly exit: number;
  readonly text: string;
}

/**
 * curl to a server of this machine: the request goes over the network of the process and the answer is real. Exit codes and
 * texts: curl's man page and lib/strerror.c. `path` is where the body goes; undefined: standard output.
 */
export function* fetchLocal(
  process: Process,
  options: Options,
  to: { address: Address; path: string | undefined },
): Task {
  const { address, path } = to;
  let target = targetOf(address.url);
  for (let hops = 0; hops < 50; hops++) {
    const outcome = yield* exchange(process, requestOf(options, address, target));
    const failed = failureOf(outcome, options, address);
    if (outcome.kind === 'answer') {
      const next = outcome.response.headers.get('location');
      if (options.has('L') && next !== undefined && String(outcome.response.status).startsWith('3')) {
        target = next.replace(/^https?:\/\/[^/]*/, '') || '/';
        continue;
      }
      if (!failed) return finished(process, options, { response: outcome.response, path });
      report(process, options, outcome.response);
    } else report(process, options, undefined);
    if (failed && (!options.has('s') || options.has('S'))) process.complain(`(${failed.exit}) ${failed.text}`);
    return failed?.exit ?? 0;
  }
  return 47;
}

function targetOf(url: string): string {
  const path = url
    .replace(/^\w+:\/\//, '')
    .replace(/^[^/?#]*/, '')
    .replace(/#.*$/, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function requestOf(options: Options, { host, port, secure }: Address, target: string): Parameters<typeof exchange>[1] {
  const data = options.values('d');
  const headers: Record<string, string> = {
    Host: port === (secure ? 443 : 80) ? host : `${host}:${port}`,
    'User-Agent': 'curl/8.14.1',
    Accept: '*/*',
    ...(data.length > 0 ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
  };
  for (const line of options.values('H')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim();
    for (const known of Object.keys(headers)) if (known.toLowerCase() === name.toLowerCase()) delete headers[known];
    if (at > 0) headers[name] = line.slice(at + 1).trim();
  }
  const seconds = Number(options.value('m'));
  return {
    host,
    port,
    target,
    method: options.value('X') ?? (options.has('I') ? 'HEAD' : data.length > 0 ? 'POST' : 'GET'),
    headers,
    ...(data.length > 0 ? { body: data.join('&') } : {}),
    ...(seconds > 0 ? { timeout: seconds * 1000 } : {}),
  };
}

/** Milliseconds until the kernel gives up. Source: tcp(7), arp(7). */
function waited(errno: NetworkErrno): number {
  if (errno === 'ETIMEDOUT') return 131_000;
  return errno === 'EHOSTUNREACH' ? 3061 : 0;
}

function failureOf(outcome: Exchange, options: Options, { host, port }: Address): Failure | undefined {
  switch (outcome.kind) {
    case 'refused':
      return outcome.errno === 'ENOTFOUND'
        ? { exit: 6, text: `Could not resolve host: ${host}` }
        : {
            exit: outcome.errno === 'ETIMEDOUT' ? 28 : 7,
            text: `Failed to connect to ${host} port ${port} after ${waited(outcome.errno)} ms: Could not connect to server`,
          };
    case 'timeout':
      return {
        exit: 28,
        text: `Operation timed out after ${Number(options.value('m')) * 1000} milliseconds with 0 bytes received`,
      };
    case 'empty':
      return { exit: 52, text: 'Empty reply from server' };
    case 'garbage':
      return { exit: 1, text: 'Received HTTP/0.9 when not allowed' };
    case 'answer': {
      const { status } = outcome.response;
      return options.has('f') && status >= 400
        ? { exit: 22, text: `The requested URL returned error: ${status}` }
        : undefined;
    }
  }
}

function finished(
  process: Process,
  options: Options,
  what: { response: HttpResponse; path: string | undefined },
): number {
  const { response, path } = what;
  const text = `${options.has('i') || options.has('I') ? response.head : ''}${options.has('I') ? '' : response.body}`;
  const ok = path === undefined || path === '-' || process.files.write(process.path(path), { content: text }).ok;
  if (path === undefined || path === '-') process.out(text);
  report(process, options, response);
  return ok ? 0 : 23;
}

/** `-w`: figures of the transfer. */
function report(process: Process, options: Options, response: HttpResponse | undefined): void {
  const format = options.value('w');
  if (format === undefined) return;
  const values: Readonly<Record<string, string>> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'),
    response_code: String(response?.status ?? 0).padStart(3, '0'),
    content_type: response?.headers.get('content-type') ?? '',
    size_download: String(response?.body.length ?? 0),
    time_total: '0.001000',
  };
  const filled = format.replaceAll(/%\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  process.out(
    filled.replaceAll(/\\([ntr])/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter),
  );
}

/**
 * curl to an address of the web: stand-ins of well-known installers, pages that are known to be missing, and for the rest a
 * download that is not simulated. Answers the exit code.
 */
export function fetchKnown(
  process: Process,
  options: Options,
  { address, path }: { address: Address; path: string | undefined },
): number {
  const served = servedAt(address.url);
  if (served === undefined || options.has('I')) return download(process, address, path) ? 0 : 23;
  process.takes(300);
  if (served === 'missing' && options.has('f')) {
    if (!options.has('s') || options.has('S')) process.complain('(22) The requested URL returned error: 404');
    return 22;
  }
  const content = served === 'missing' ? NOT_FOUND_PAGE : served.text;
  if (path === undefined || path === '-') process.out(content);
  else if (!process.files.write(process.path(path), { content }).ok) {
    process.complain(`(23) client returned ERROR on write, ${content.length} bytes in buffer`);
    return 23;
  }
  return 0;
}
