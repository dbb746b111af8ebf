import { networkOf, type Endpoint } from './network.ts';
import { mayBind, ownerOf } from './socket-owner.ts';
import type { Process, Running, Task } from '../system.ts';

/** A server of which only the text was read: its ports are known, what it answers is not. */
export interface RecognisedServer {
  readonly running: Running;
  /** `the Go program`, for what is said of its answers. */
  readonly what: string;
  /** The address that stands for all of them where it listens on more than 127.0.0.1: `::` unless given. */
  readonly every?: '0.0.0.0' | '::';
  /** Exit codes by signal without SIG; a signal that is left out has its default action. */
  readonly ends?: Readonly<Record<string, number>>;
}

/**
 * Stays as a recognised server: its ports are open, connections are taken, and a request is reported as not simulated and ends without
 * an answer. Its exit code: that of a signal, or 1 where a port cannot be had (what the program then prints is not simulated either).
 */
export function* serveRecognised(process: Process, { running, what, every = '::', ends = {} }: RecognisedServer): Task {
  const clients: Endpoint[] = [];
  const lost = openAll(process, { running, every }, clients);
  if (lost !== undefined) {
    process.notSimulated(`what ${what} says where port ${lost} cannot be had`);
    return 1;
  }
  const end: { status?: number } = {};
  for (const [signal, status] of Object.entries(ends))
    process.onSignal(signal, () => {
      end.status ??= status;
      process.keepRunning(undefined);
    });
  process.keepRunning(running);
  while (end.status === undefined) {
    yield { ready: () => end.status !== undefined || clients.some(({ ready }) => ready) };
    for (const client of clients.filter(({ ready }) => ready)) {
      if (client.take() !== '') process.notSimulated(`answers of ${what}: it is only recognised`);
      client.close();
      clients.splice(clients.indexOf(client), 1);
    }
  }
  return end.status;
}

/** Opens all ports; answers the first that cannot be had. */
function openAll(
  process: Process,
  { running, every }: { readonly running: Running; readonly every: string },
  clients: Endpoint[],
): number | undefined {
  const network = networkOf(process.system);
  const places = [
    ...running.listens.map((port) => ({ address: every, port })),
    ...(running.local ?? []).map((port) => ({ address: '127.0.0.1', port })),
  ];
  for (const place of places) {
    if (!mayBind(process, place.port)) return place.port;
    const opened = network.listen(place, ownerOf(process), (client) => void clients.push(client));
    if (!opened.ok) return place.port;
  }
  return undefined;
}
