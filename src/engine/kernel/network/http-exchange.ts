import { byteLength } from '../../files/index.ts';
import { networkOf, type Endpoint, type NetworkErrno } from './network.ts';
import type { Process, Task } from '../system.ts';

/** A request of HTTP/1.1; `headers` by name, as they are sent. */
export interface HttpRequest {
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Virtual ms after which nobody waits any more. */
  readonly timeout?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  /** Status line and headers as they came, with the empty line. */
  readonly head: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What became of a request: an answer, or where it ended. */
export type Exchange =
  | { readonly kind: 'answer'; readonly response: HttpResponse }
  /** Nobody there, or nobody knows the name. */
  | { readonly kind: 'refused'; readonly errno: NetworkErrno; readonly address: string }
  | { readonly kind: 'timeout'; readonly address: string }
  /** The connection ended without an answer, or with one that is no HTTP. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'garbage'; readonly text: string };

/** Sends a request to whoever listens in the network of the process and waits for the whole answer. */
export function* exchange(process: Process, request: HttpRequest): Task<Exchange> {
  const network = networkOf(process.system);
  const address = network.lookup(request.host);
  if (address === undefined) return { kind: 'refused', errno: 'ENOTFOUND', address: request.host };
  const opened = network.connect({ address, port: request.port });
  if (!opened.ok) {
    const { after = 0, errno } = opened;
    const limit = request.timeout ?? Number.POSITIVE_INFINITY;
    if (after > 0) yield* process.sleep(Math.min(after, limit));
    return after > limit ? { kind: 'timeout', address } : { kind: 'refused', errno, address: opened.address };
  }
  const end = opened.value;
  end.send(written(request));
  const until = request.timeout === undefined ? undefined : process.now + request.timeout;
  const text = yield* wholeAnswer(process, end, { until, bodyless: request.method === 'HEAD' });
  end.close();
  if (text === undefined) return { kind: 'timeout', address };
  if (text === '') return { kind: 'empty' };
  const response = readResponse(text);
  return response ? { kind: 'answer', response } : { kind: 'garbage', text };
}

function written({ method, target, headers, body }: HttpRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const length = body === undefined ? [] : [`Content-Length: ${byteLength(body)}`];
  return `${[`${method} ${target} HTTP/1.1`, ...lines, ...length].join('\r\n')}\r\n\r\n${body ?? ''}`;
}

interface Waiting {
  readonly until: number | undefined;
  readonly bodyless: boolean;
}

/** Text up to the end of the answer; undefined when the time is over. */
function* wholeAnswer(process: Process, end: Endpoint, { until, bodyless }: Waiting): Task<string | undefined> {
  let text = '';
  for (;;) {
    text += end.take();
    if (isWhole(text, bodyless) || end.finished) return text;
    if (until !== undefined && process.now >= until) return undefined;
    yield { ready: () => end.ready, ...(until === undefined ? {} : { until }) };
  }
}

function isWhole(text: string, bodyless: boolean): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  if (bodyless || /^HTTP\/1\.\d (?:1\d\d|204|304)/.test(text)) return true;
  const body = text.slice(head + 4);
  const length = /^content-length:\s*(\d+)/im.exec(text.slice(0, head + 2))?.[1];
  if (length !== undefined) return byteLength(body) >= Number(length);
  return /^transfer-encoding:.*chunked/im.test(text.slice(0, head)) && /(?:^|\r\n)0\r\n(?:.*\r\n)*\r\n$/.test(body);
}

/** Reads an answer; undefined when it does not begin like one. */
function readResponse(text: string): HttpResponse | undefined {
  const head = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, head < 0 ? undefined : head).split('\r\n');
  const status = /^HTTP\/1\.\d (\d{3}) ?(.*)$/.exec(first);
  if (!status) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(':');
    if (at > 0) headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const body = head < 0 ? '' : text.slice(head + 4);
  const chunked = /chunked/i.test(headers.get('transfer-encoding') ?? '');
  return {
    status: Number(status[1]),
    reason: status[2] ?? '',
    head: `${text.slice(0, head < 0 ? undefined : head)}\r\n\r\n`,
    headers,
    body: chunked ? unchunked(body) : body,
  };
}

/** Joins the chunks of a body; their sizes are bytes. */
function unchunked(body: string): string {
  let rest = body;
  let text = '';
  for (;;) {
    const line = /^([\da-f]+)[^\r]*\r\n/i.exec(rest);
    const size = Number.parseInt(line?.[1] ?? '0', 16);
    if (!line || size === 0) return text;
    const part = firstBytes(rest.slice(line[0].length), size);
    text += part;
    rest = rest.slice(line[0].length + part.length + 2);
  }
}

function widthOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function firstBytes(text: string, size: number): string {
  let bytes = 0;
  let part = '';
  for (const char of text) {
    if (bytes >= size) break;
    bytes += widthOf(char);
    part += char;
  }
  return part;
}
