/**
 * What Linux gives a process: processes, signals, pipes, virtual time, memory and control groups, mounts, devices, terminals, sockets and names; the
 * interfaces of programs, shells and interpreters; and the runtime that starts containers. It knows nobody who implements them. Left out: real bytes of
 * binaries, the network outside, job control of a terminal.
 */
export { shellWith, type Programs } from './runtime/create-runtime.ts';
export { startContainer, type Container, type ContainerProcess, type Ending } from './runtime/container.ts';
export type { Session, SessionOptions } from './runtime/exec-session.ts';
export { standardInput, type StandardInput } from './streams/standard-input.ts';
export { newTerminal, type Keyboard, type Terminal } from './streams/terminal.ts';
export { runShell } from './runtime/run-to-end.ts';
export { calendar, DAY, daysFrom, START } from './time/clock.ts';
export { SIGNALS } from './processes/signals.ts';
export { errorText } from './errno.ts';
export type { Behaviour } from './processes/modelled-behaviour.ts';
export type { Effect, Happening, ProcessEvent, Sender } from './processes/event.ts';
export type { Action } from './processes/proc.ts';
export type { Bounds } from './processes/resource-limits.ts';
export type { Cgroup, Rights, Usage } from './rights.ts';
export { SYSCTLS } from './rights.ts';
export type { JsRuntime, JsSlot } from './js-runtime.ts';
export { networkOf, newNetwork } from './network/network.ts';
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
} from './network/network.ts';
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
