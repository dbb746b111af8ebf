/**
 * `/bin/sh` of an image: reads shell text as dash, ash or bash do and plays programs (coreutils, package managers, tool
 * chains) as models over a file tree, each a process of a small kernel: pids, pipes, signals, virtual time. Left out: job
 * control of a terminal, real bytes of binaries and archives, the network.
 */
export { shellWith, type Programs } from './shell-with.ts';
export { namesOf } from './names-of.ts';
export { startContainer, type Container, type ContainerProcess, type Ending } from './container.ts';
export type { Seldom } from './seldom/index.ts';
export type { Session, SessionOptions } from './session.ts';
export { standardInput, type StandardInput } from './standard-input.ts';
export { newTerminal, type Keyboard, type Terminal } from './terminal.ts';
export { builtinNames } from './builtins.ts';
export { runShell } from './program.ts';
export { calendar, DAY, daysFrom, START } from './clock.ts';
export { SIGNALS } from './signals.ts';
export { errorText } from './errno.ts';
export { packTar, unpackTar, type Member } from './archive.ts';
export type { Behaviour } from './kernel/behaviour.ts';
export type { Effect, Happening, ProcessEvent, Sender } from './kernel/event.ts';
export type { Action } from './kernel/proc.ts';
export type { Bounds } from './kernel/limits.ts';
export type { Cgroup, Rights, Usage } from './rights.ts';
export { SYSCTLS } from './rights.ts';
export type { JsRuntime, JsSlot } from './js/runtime.ts';
export { networkOf, newNetwork } from './network.ts';
export type {
  Device,
  DnsAnswer,
  DnsType,
  Network as NetworkNamespace,
  Place,
  Probe,
  Proxy,
  Route,
  Surroundings,
} from './network.ts';
export type {
  Command,
  Commands,
  Companion,
  ExecOptions,
  FileLocks,
  Flavor,
  Limits,
  MountLine,
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
  Task,
} from './system.ts';
