import type { Task } from '../../shell/index.ts';
import type { Cli } from '../cli/command.ts';
import type { Container } from '../model.ts';
import { takeLog } from './take-log.ts';

/**
 * Stays with a container as a foreground `docker run` or `docker attach` does: its output is printed as it comes, the client's
 * standard input is handed on, and the answer is its exit code.
 */
export function* follow(
  cli: Cli,
  container: Container,
  how: { readonly stdin: boolean; readonly from?: number },
): Task {
  const { daemon, process } = cli;
  const live = daemon.live.get(container.id);
  let printed = how.from ?? container.logs.length;
  const print = (): void => {
    takeLog(daemon, container);
    for (; printed < container.logs.length; printed++) {
      const entry = container.logs[printed];
      if (!entry) continue;
      if (entry.fd === 1 || container.config.Tty) cli.out(entry.text);
      else cli.err(entry.text);
    }
  };
  const over = (): boolean => daemon.live.get(container.id) !== live;
  if (how.stdin && live?.stdin) {
    const text = yield* process.readAll();
    live.stdin.push(text);
    live.stdin.end();
  }
  while (!over()) {
    const { taken } = live ?? { taken: 0 };
    yield { ready: () => over() || (live !== undefined && live.machine.processes.log.length > taken) };
    print();
  }
  print();
  return container.state.exitCode;
}
