/**
 * `/bin/sh` of an image: reads shell text as dash, ash or bash do and plays programs (coreutils, package managers, tool
 * chains) as models over a file tree, each a process of a small kernel: pids, pipes, signals, virtual time. Left out: job
 * control of a terminal, real bytes of binaries and archives, the network.
 */
import type { JsSlot } from './js/runtime.ts';
import { repositoryFiles } from './models/git/repository.ts';
import { runProgram } from './program.ts';
import type { Shell } from './system.ts';

/** The shell that a world is made with. */
export const shell: Shell = { runProgram, repositoryFiles };

/** The shell whose programs of JavaScript run in the interpreter of `js`, once that is there. */
export function withJavaScript(js: JsSlot): Shell {
  return { ...shell, runProgram: (system, argv, options) => runProgram({ ...system, js }, argv, options) };
}

export { startContainer, type Container } from './container.ts';
export { runShell } from './program.ts';
export type { Behaviour } from './kernel/behaviour.ts';
export type { JsRuntime, JsSlot } from './js/runtime.ts';
export { commands } from './commands.ts';
export type {
  Command,
  ExecOptions,
  Flavor,
  Limits,
  OperatingSystem,
  OutputChunk,
  PackageFacts,
  PackageSource,
  Process,
  RunOptions,
  ProcessView,
  RunOutcome,
  Running,
  Shell,
  System,
} from './system.ts';
