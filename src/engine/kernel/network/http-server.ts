import { calendar, START } from '../time/clock.ts';
import { networkOf, type Endpoint, type Place } from './network.ts';
import { ownerOf } from './socket-owner.ts';
import type { Process, Task } from '../system.ts';

/** The beginning of a request: its first line taken apart. */
export interface Asked {
  readonly method: string;
  /** Path without the query, decoded. */
  readonly path: string;
  readonly headers: string;
}

/** Listeners that were opened, and who waits to be answered. */
export interface Server {
  /** Why a place could not be had: `EADDRINUSE`, `EADDRNOTAVAIL`. */
  readonly refused: string | undefined;
  /** Answers requests until `over` holds. */
  serve(answer: (asked: Asked) => string, over?: () => boolean): Task;
}

/** Opens places for HTTP; each connection carries one request. */
export function openServer(process: Process, places: readonly Place[]): Server {
  const waiting: Endpoint[] = [];
  const network = networkOf(process.system);
  let refused: string | undefined;
  for (const place of places) {
    const opened = network.listen(place, ownerOf(process), (end) => void waiting.push(end));
    if (!opened.ok) refused ??= opened.errno;
  }
  return {
    refused,
    *serve(answer, over = () => false) {
      const texts = new Map<Endpoint, string>();
      for (;;) {
        yield { ready: () => over() || waiting.some((end) => end.ready) };
        if (over()) return 0;
        for (const end of waiting.slice()) {
          const text = (texts.get(end) ?? '') + end.take();
          texts.set(end, text);
          const asked = readAsked(text);
          if (asked) end.send(answer(asked));
          if (!asked && !end.finished) continue;
          end.close();
          texts.delete(end);
          waiting.splice(waiting.indexOf(end), 1);
        }
      }
    },
  };
}

function readAsked(text: string): Asked | undefined {
  const stop = /\r?\n\r?\n/.exec(text);
  const first = /^([A-Z]+) ([^ \r\n]+)/.exec(text);
  if (!stop || !first) return undefined;
  const raw = (first[2] ?? '/').replace(/[?#].*$/, '');
  return { method: first[1] ?? '', path: decoded(raw), headers: text.slice(0, stop.index) };
}

/** Percent signs that stand for no byte stay as they are. */
function decoded(text: string): string {
  return text.replaceAll(/%([2-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');

/** A moment as HTTP writes it (RFC 9110, 5.6.7); `ms` are virtual. */
export function httpDate(ms: number): string {
  const at = calendar(START + ms / 1000);
  const date = `${two(at.day)} ${MONTHS[at.month - 1] ?? ''} ${at.year}`;
  return `${DAYS[at.weekday] ?? ''}, ${date} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} GMT`;
}

/** Types by extension that servers know. Source: BusyBox 1.37 httpd.c `mimetype`. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
};

/** Content type of a file by its name; undefined when it is not known. */
export function typeOf(path: string): string | undefined {
  return TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
}
