import type { Process, Task } from '../shell/index.ts';
import type { Daemon } from './daemon/daemon.ts';

export type { Process, Task } from '../shell/index.ts';

/** A program that `docker NAME …` hands over to, as the real client does with its plug-ins. */
export interface Plugin {
  /** Answers the exit code; `argv` begins after the plug-in's name. */
  run(daemon: Daemon, process: Process, argv: readonly string[]): Task;
}

/** Plug-ins of a client, by name: `compose`. */
export type Plugins = Readonly<Record<string, Plugin>>;

/** The plug-in that a command line is for, with what follows its name; `docker help compose` asks for its help. */
export function pluginOf(
  plugins: Plugins,
  argv: readonly string[],
): { plugin: Plugin; argv: readonly string[] } | undefined {
  const [first = '', second = '', ...rest] = argv;
  if (first === 'help' && Object.hasOwn(plugins, second)) {
    const plugin = plugins[second];
    return plugin && { plugin, argv: [...rest, '--help'] };
  }
  const plugin = Object.hasOwn(plugins, first) ? plugins[first] : undefined;
  return plugin && { plugin, argv: argv.slice(1) };
}
