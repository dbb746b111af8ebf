import type { Command } from '../kernel/index.ts';
import type { WritableTree } from '../files/index.ts';
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

/**
 * The programs of the host that know the engine: `docker`, and those of `plugins` that stand beside it, which are put into
 * /usr/local/bin.
 */
export function hostCommands(
  daemon: Daemon,
  { plugins, tree }: { readonly plugins: Plugins; readonly tree: WritableTree },
): { get(name: string): Command | undefined } {
  const commands = new Map([['docker', dockerCommand(daemon, plugins)]]);
  for (const [name, plugin] of Object.entries(plugins)) {
    if (!plugin.beside) continue;
    tree.mkdir('/usr/local/bin', { parents: true });
    tree.write(`/usr/local/bin/${name}`, {
      size: 40_000,
      mode: 0o755,
      program: { format: 'elf', arch: 'amd64', libc: 'static', model: name },
    });
    commands.set(name, {
      summary: `${name} over the simulated engine.`,
      example: '',
      run: (process, args) => plugin.run(daemon, process, args),
    });
  }
  return commands;
}
