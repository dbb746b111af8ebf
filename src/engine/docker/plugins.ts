import type { Process, Task } from '../kernel/index.ts';
import type { DockerCommands } from './cli/commands.ts';
import type { Daemon } from './daemon/daemon.ts';

export type { Process, Task } from '../kernel/index.ts';

/** A program that `docker NAME …` hands over to, as the real client does with its plug-ins, or one that stands beside `docker`. */
export interface Plugin {
  /** Typed by its own name on the host, never as `docker NAME`: dive, trivy. */
  readonly beside?: boolean;
  /** Answers the exit code; `argv` begins after the plug-in's name. */
  run(daemon: Daemon, process: Process, argv: readonly string[]): Task;
}

/** Plug-ins of a client and programs beside it, by name: `compose`. */
export type Plugins = Readonly<Record<string, Plugin>> & {
  /** The client's own commands, where not all are at hand. */
  readonly [COMMANDS]?: Pick<DockerCommands, 'get' | 'peek'>;
};

/** Where `Plugins` has what is no plug-in. */
export const COMMANDS = Symbol('commands of docker');

/** The plug-in that a command line is for, with what follows its name; `docker help compose` asks for its help. */
export function pluginOf(
  plugins: Plugins,
  argv: readonly string[],
): { plugin: Plugin; argv: readonly string[] } | undefined {
  const [first = '', second = '', ...rest] = argv;
  const own = (name: string): Plugin | undefined => {
    const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
    return plugin?.beside ? undefined : plugin;
  };
  const asked = first === 'help' ? own(second) : undefined;
  if (asked) return { plugin: asked, argv: [...rest, '--help'] };
  const plugin = own(first);
  return plugin && { plugin, argv: argv.slice(1) };
}
