import { type OutputChunk, type Process, type Task, SIGNALS } from '../../../kernel/index.ts';
import type { Cli } from '../command.ts';
import type { Container } from '../../model.ts';
import { describe } from '../../daemon/event-attributes.ts';
import type { Live } from '../../daemon/daemon.ts';
import { ESCAPED } from './detach-keys.ts';
import { ENDING } from '../../daemon/assumed-durations.ts';
import { noteAsked } from '../../daemon/history.ts';
import { sizeAsClient, takeKeyboard } from './keyboard.ts';
import { pump } from './pump-input.ts';
import { killContainer } from '../../daemon/lifecycle/kill.ts';
import { printed } from '../../daemon/logs/take-log.ts';

/** How a client stays with a container. */
export interface Following {
  /** Its standard input is handed on. */
  readonly stdin: boolean;
  /** What it prints. */
  readonly streams: readonly (1 | 2)[];
  /** Signals that the client gets go to the container. */
  readonly proxy: boolean;
  /** Number of chunks that were printed before; the whole output of this run unless given. */
  readonly from?: number;
  /** --detach-keys, and the exit code when they are pressed: 1 says so too. */
  readonly escape: { readonly keys: string | undefined; readonly exit: 0 | 1 };
}

/**
 * Stays with a container that runs, as a foreground `docker run` or `docker attach` does: its output is printed as it comes, the
 * client's standard input is handed on, and the answer is its exit code.
 */
export function* follow(cli: Cli, container: Container, how: Following): Task {
  const { daemon, process } = cli;
  const live = daemon.live.get(container.id);
  if (!live) return container.state.exitCode;
  const { log } = live.machine.processes;
  let next = how.from ?? 0;
  const print = (): void => {
    for (; next < log.length; next++) show(cli, container, { chunk: log[next], streams: how.streams });
  };
  if (how.proxy) forwardSignals(cli, container);
  const over = (): boolean => daemon.live.get(container.id) !== live;
  if (!how.stdin) sizeAsClient(process, live.stdin);
  const keyboard = how.stdin ? takeKeyboard(process, live.stdin, how.escape.keys) : undefined;
  const input = how.stdin && !keyboard ? pump(process, inputOf(container, live)) : undefined;
  while (!over()) {
    yield { ready: () => over() || log.length > next || (keyboard?.detached ?? input?.ready() ?? false) };
    if (input?.ready()) input.step();
    print();
    if (!keyboard?.detached) continue;
    if (how.escape.exit === 1) cli.err(ESCAPED);
    return how.escape.exit;
  }
  print();
  keyboard?.giveBack();
  yield* process.sleep(ENDING);
  return container.state.exitCode;
}

/** Takes note that a client holds the streams of a container. */
export function noteAttach({ daemon }: Cli, container: Container): void {
  daemon.emit({ type: 'container', action: 'attach', id: container.id, attributes: describe(container) });
}

/** Where what the client reads goes; the end of it closes the container's input only if that was asked for. */
function inputOf(container: Container, live: Live): { push(text: string): void; end(): void } {
  return {
    push: (text) => live.stdin?.push(text),
    end() {
      if (container.config.StdinOnce && !container.config.Tty) live.stdin?.end();
    },
  };
}

function show(
  cli: Cli,
  container: Container,
  { chunk, streams }: { chunk: OutputChunk | undefined; streams: readonly (1 | 2)[] },
): void {
  if (!chunk) return;
  const fd = container.config.Tty ? 1 : chunk.fd;
  if (!streams.includes(fd)) return;
  if (fd === 1) cli.out(printed(container, chunk.text));
  else cli.err(chunk.text);
}

/** What no client hands on. Source: docker/cli cli/command/container/signals.go ForwardAllSignals. */
const KEPT = new Set(['EXIT', 'KILL', 'STOP', 'CHLD', 'PIPE', 'URG']);

function forwardSignals({ daemon, process }: { daemon: Cli['daemon']; process: Process }, container: Container): void {
  for (const name of SIGNALS)
    if (!KEPT.has(name))
      process.onSignal(name, (signal) => {
        noteAsked(daemon, container, { by: 'client', signal });
        killContainer(daemon, container, signal);
      });
}
