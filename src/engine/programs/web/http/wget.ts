import { byteLength } from '../../../files/index.ts';
import { exchange, type Exchange } from '../../../kernel/network/http-exchange.ts';
import { networkOf } from '../../../kernel/network/network.ts';
import type { Options } from '../../lib/options.ts';
import type { Process, Task } from '../../../kernel/system.ts';
import { connectError, download, type Address } from '../../../kernel/network/download.ts';
import { servedAt } from './installer.ts';

/**
 * wget to a server of this machine: the request goes over the network of the process and the answer is real. Exit codes:
 * GNU wget's manual, "Exit Status"; BusyBox ends with 1. `path` is where the body goes; undefined: nowhere (`--spider`).
 */
export function* fetchLocal(
  process: Process,
  options: Options,
  to: { address: Address; path: string | undefined },
): Task {
  const { address, path } = to;
  const { host, port } = address;
  const rest = address.url.replace(/^\w+:\/\//, '').replace(/^[^/?#]*/, '');
  const seconds = Number(options.value('T'));
  const outcome = yield* exchange(process, {
    host,
    port,
    method: options.has('s') && process.flavor !== 'busybox' ? 'HEAD' : 'GET',
    target: rest.startsWith('/') ? rest : `/${rest}`,
    headers: { Host: port === 80 ? host : `${host}:${port}`, 'User-Agent': 'Wget', Accept: '*/*', Connection: 'close' },
    ...(seconds > 0 ? { timeout: seconds * 1000 } : {}),
  });
  const failed = failureOf(outcome, address);
  const busybox = process.flavor === 'busybox';
  const near = outcome.kind === 'timeout' || outcome.kind === 'refused' ? outcome.address : undefined;
  const shown = near ?? networkOf(process.system).lookup(host) ?? host;
  const bad = outcome.kind === 'refused' && outcome.errno === 'ENOTFOUND';
  if (busybox && !bad && !options.has('q')) process.err(`Connecting to ${host}:${port} (${shown}:${port})\n`);
  if (failed) {
    if (busybox) process.complain(failed.busybox);
    else if (!options.has('q')) process.err(`${failed.gnu}\n`);
    return process.flavor === 'busybox' ? 1 : failed.exit;
  }
  if (outcome.kind !== 'answer') return 0;
  const { body, head } = outcome.response;
  if (busybox && options.has('S'))
    process.err(head.replaceAll('\r', '').replace(/\n$/, '').replaceAll(/^/gm, '  ').concat('\n'));
  const told = busybox && !options.has('q');
  if (path === undefined) {
    if (told) process.err('remote file exists\n');
    return 0;
  }
  if (told) process.err(path === '-' ? 'writing to stdout\n' : `saving to '${path}'\n`);
  if (path === '-') process.out(body);
  else if (!process.files.write(process.path(path), { content: body }).ok) return 3;
  if (told) process.err(`${progress(path, body)}${path === '-' ? 'written to stdout' : `'${path}' saved`}\n`);
  return 0;
}

/** BusyBox's last line of progress. Source: its libbb/progress.c, without a terminal. */
function progress(path: string, body: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, 20);
  return `${name.padEnd(20)} 100% |${'*'.repeat(32)}|${String(byteLength(body)).padStart(6)}  0:00:00 ETA\n`;
}

interface Failure {
  readonly exit: number;
  readonly gnu: string;
  readonly busybox: string;
}

/** Host and port as they were typed: BusyBox does not take them apart before it asks. */
function typed({ url }: Address): string {
  return url.replace(/^\w+:\/\//, '').replace(/[/?#].*$/, '');
}

function failureOf(outcome: Exchange, address: Address): Failure | undefined {
  const { host, port } = address;
  if (outcome.kind === 'answer') {
    const { status, reason } = outcome.response;
    if (status < 400) return undefined;
    return {
      exit: 8,
      gnu: `ERROR ${status}: ${reason}.`,
      busybox: `server returned error: HTTP/1.1 ${status} ${reason}`,
    };
  }
  if (outcome.kind === 'refused' && outcome.errno === 'ENOTFOUND')
    return {
      exit: 4,
      gnu: `wget: unable to resolve host address '${host}'`,
      busybox: `bad address '${typed(address)}'`,
    };
  if (outcome.kind === 'refused') {
    const why = connectError(outcome.errno);
    return {
      exit: 4,
      gnu: `Connecting to ${host}:${port}... failed: ${why}.`,
      busybox: `can't connect to remote host (${outcome.address}): ${why}`,
    };
  }
  if (outcome.kind === 'timeout')
    return { exit: 4, gnu: 'Read error (Connection timed out) in headers.', busybox: 'download timed out' };
  return { exit: 4, gnu: 'No data received.', busybox: 'error getting response' };
}

/** wget to an address of the web, as curl's `fetchKnown`. Answers the exit code. */
export function fetchKnown(
  process: Process,
  options: Options,
  { address, path }: { address: Address; path: string | undefined },
): number {
  const served = servedAt(address.url);
  if (served === undefined) return download(process, address, path === '-' ? undefined : path) ? 0 : 3;
  process.takes(300);
  if (served === 'missing') {
    if (process.flavor === 'busybox') process.complain('server returned error: HTTP/1.1 404 Not Found');
    else if (!options.has('q')) process.err('ERROR 404: Not Found.\n');
    return process.flavor === 'busybox' ? 1 : 8;
  }
  if (path === '-') process.out(served.text);
  else if (path !== undefined && !process.files.write(process.path(path), { content: served.text }).ok) return 3;
  return 0;
}
