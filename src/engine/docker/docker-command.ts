import type { Command } from '../shell/index.ts';
import { runDocker } from './cli/dispatch.ts';
import type { Daemon } from './daemon/daemon.ts';
import { pluginOf, type Plugins } from './plugins.ts';

/** `docker` as a program of the host whose engine is `daemon`; `plugins` are what it hands over to. */
export function dockerCommand(daemon: Daemon, plugins: Plugins = {}): Command {
  return {
    summary: 'The command line of Docker over the simulated engine.',
    example: '',
    run(process, args) {
      const called = pluginOf(plugins, args);
      return called ? called.plugin.run(daemon, process, called.argv) : runDocker(daemon, process, args);
    },
  };
}
