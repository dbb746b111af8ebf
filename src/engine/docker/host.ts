import type { NotSimulated } from '../base/diagnostic.ts';
import type { World } from '../builder/result.ts';
import { overlay, type Tree, type WritableTree } from '../files/index.ts';
import type { OutputChunk } from '../kernel/index.ts';
import { atHand } from './cli/all-commands.ts';
import { createDaemon } from './daemon/create-daemon.ts';
import type { Daemon } from './daemon/daemon.ts';
import { hostCommands } from './docker-command.ts';
import { metInside, newSince, withMet } from './not-simulated.ts';
import type { Image } from './model.ts';
import { COMMANDS, type Plugins } from './plugins.ts';
import { hostMemory } from './limits/host-memory.ts';
import { sandboxesOf } from './networks/packets/sandbox.ts';
import type { Profile } from './profiles/profile.ts';
import { hostProcesses, type HostProcesses } from './terminal.ts';

/** What one command typed on the host answered. Times in virtual ms. */
export interface Answer {
  readonly exit: number;
  /** Both streams in the order they were written; times are the host's. */
  readonly output: readonly OutputChunk[];
  readonly ms: number;
  /** What the command met, and what containers met while it ran that none of them had met before. */
  readonly notSimulated: readonly NotSimulated[];
}

/** A machine with Docker on it: a shell, files, an engine, one virtual time. */
export interface Host {
  readonly daemon: Daemon;
  readonly tree: WritableTree;
  /** Files that commands asked to be opened in an editor, oldest first; whoever opens them takes them out. */
  readonly toEdit: string[];
  /** Terminals, and what was started in them. */
  readonly processes: HostProcesses;
  /** Runs a command line as `sh -c` in the working folder. It ends when the command ends, or can never end. */
  type(text: string, stdin?: string): Answer;
}

/** What a host is made of. */
export interface HostOptions {
  readonly world: World;
  readonly profile: Profile;
  /** The host's own files, programs included. */
  readonly files: Tree;
  /** Images that are on the host from the beginning. */
  readonly images: readonly Image[];
  /** What `docker` hands over to (`compose`), and programs beside it (`dive`). */
  readonly plugins?: Plugins;
}

/** Longest that a command may wait in virtual time: an hour. */
const LONGEST = 3_600_000;

function environmentOf({ user, tty }: Profile): ReadonlyMap<string, string> {
  return new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOME', '/root'],
    ['USER', user],
    ...(tty ? [['TERM', 'xterm-256color'] as const] : []),
  ]);
}

/** A fresh host. */
export function createHost({ world, profile, files, images, plugins = {} }: HostOptions): Host {
  const tree = overlay(files);
  const daemon = createDaemon({
    profile,
    world,
    commands: { ...atHand, ...plugins[COMMANDS] },
    hostTree: tree,
    images,
  });
  const commands = hostCommands(daemon, { plugins, tree });
  const toEdit: string[] = [];
  const system = {
    tree,
    edit(path: string) {
      const own = path.startsWith(`${profile.cwd}/`);
      if (own) toEdit.push(path);
      return own;
    },
    os: { family: 'debian', version: '13', suite: 'trixie', libc: 'glibc', shell: 'dash', packageManager: 'apt' },
    platform: 'linux/amd64',
    packages: world.packages,
    network: true,
    net: sandboxesOf(daemon).host,
    credentials: { sshAgent: false },
    clock: () => daemon.now,
    memory: () => hostMemory(daemon),
    commands,
  } as const;
  const env = environmentOf(profile);
  return {
    daemon,
    tree,
    toEdit,
    processes: hostProcesses({ world, system, env, cwd: profile.cwd, machines: daemon.machines }),
    type(text, stdin) {
      const origin = daemon.now;
      const before = metInside(daemon);
      const processes = world.shell.startContainer(system, ['/bin/sh', '-c', text], {
        env,
        cwd: profile.cwd,
        ...(stdin === undefined ? {} : { stdin }),
        limits: { steps: 2_000_000, outputBytes: 8_000_000, largeFiles: true, ms: LONGEST },
      });
      const machine = { processes, origin, paused: false, ended: () => undefined };
      daemon.machines.add(machine);
      daemon.machines.run(origin + LONGEST, () => processes.ended !== undefined || processes.halted);
      daemon.machines.remove(machine);
      processes.close();
      return {
        exit: processes.ended?.exit ?? 137,
        output: processes.log.map((chunk) => ({ ...chunk, at: chunk.at + origin })),
        ms: daemon.now - origin,
        notSimulated: withMet(processes.notSimulated, newSince(daemon, before)),
      };
    },
  };
}
