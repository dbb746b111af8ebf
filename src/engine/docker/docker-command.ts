import type { Command } from '../shell/index.ts';
import { runDocker } from './cli/dispatch.ts';
import type { Daemon } from './daemon/daemon.ts';

/** `docker` as a program of the host whose engine is `daemon`. */
export function dockerCommand(daemon: Daemon): Command {
  return {
    summary: 'The command line of Docker over the simulated engine.',
    example: '',
    run: (process, args) => runDocker(daemon, process, args),
  };
}
