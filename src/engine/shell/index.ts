/**
 * `/bin/sh` of an image: reads shell text as dash, ash or bash do and plays programs (coreutils, package managers, tool
 * chains) as models over a file tree. Left out: pipes and jobs that really run side by side, signals between processes,
 * arrays and most of bash's own syntax, awk, real bytes of binaries and archives, the network.
 */
import { repositoryFiles } from './models/git/repository.ts';
import { runProgram } from './program.ts';
import type { Shell } from './system.ts';

/** The shell that a world is made with. */
export const shell: Shell = { runProgram, repositoryFiles };

export { runShell } from './program.ts';
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
  RunOutcome,
  Running,
  Shell,
  System,
} from './system.ts';
