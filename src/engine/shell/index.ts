/**
 * `/bin/sh` of an image: reads shell text as dash, ash or bash do and plays programs (coreutils, package managers, tool
 * chains) as models over a file tree. Left out yet: background jobs and signals, arrays and most of bash's own syntax,
 * real bytes of binaries, the network.
 */
export { runProgram, runShell, type RunOptions } from './program.ts';
export { commands } from './commands.ts';
export { repositoryFiles } from './models/git/repository.ts';
export type * from './system.ts';
