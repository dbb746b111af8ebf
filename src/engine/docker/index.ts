/**
 * One deterministic Docker host: an engine with containers, networks, volumes and images in virtual time, and `docker` as it
 * is typed on it. Left out: swarm, plug-ins, other daemons, real bytes of images.
 */
export { createHost, type Answer, type Host, type HostOptions } from './host.ts';
export { createSession, type Session, type SessionView, type TerminalView, type Typed } from './session.ts';
export type { TabAnswer } from './complete.ts';
export type { Plugin, Plugins } from './plugins.ts';
export type { DockerCommand } from './cli/command.ts';
export { findCommand, type DockerCommands, type Placed } from './cli/commands.ts';
export type { Container } from './model.ts';
export type { WorkspaceFile } from './workspace.ts';
export { recorded } from './profiles/recorded.ts';
export { current, readNotRecorded } from './profiles/current.ts';
export type { Profile } from './profiles/profile.ts';
export { hostFiles, type HostFile } from './host-files.ts';
export { freshHost } from './fresh-host.ts';
export { recordedHost } from './fixture/recorded-host.ts';
export { recordedImages, type RecordedImage } from './fixture/recorded-images.ts';
export { reachability, type Reachability, type Target } from './networks/reachability.ts';
export { explainName, type DnsExplanation } from './networks/dns.ts';
