/**
 * One deterministic Docker host: an engine with containers, networks, volumes and images in virtual time, and `docker` as it
 * is typed on it. The engine's operations are in daemon/ (lives of containers, exec, logs, health), networks/ (addresses, names,
 * ways of packets, ports), volumes/ (mounts and what they show), limits/ (control groups), security/ (capabilities, seccomp), images/
 * (store, registry, builds) and archive/ (cp, diff, export); what is typed is read by cli/ (flags, help, exit codes) and commands/ (one
 * file a command), and printed by listing/ (tables), inspect/ (values of the API) and format/ (Go's templates). Beside them: profiles/
 * (facts of a host), fixture/ (the host of the recordings), looks/ (what the page shows), tools/ (dive, trivy). Left out: swarm and its
 * overlay networks, plug-ins of the engine, other daemons and contexts; real bytes of images, images beside the catalogue, builders
 * in containers, the builder before BuildKit, build contexts from an address and manifest lists of the client; packets and firewall
 * rules, of which only what they let through is modelled; servers of NFS and CIFS; swap, slowing down and counting reads and writes, and
 * counting what goes through networks; rules of AppArmor and SELinux and user namespaces, which are shown as asked for, and processes of others under --pid; log drivers that
 * send elsewhere, which send nothing; checkpoints; and bars and lines that the client draws anew on a terminal: pulls and builds print as where there
 * is none, which stays readable.
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
export { reachability, type Reachability, type Target } from './networks/packets/reachability.ts';
export { explainName, type DnsExplanation } from './networks/names/dns.ts';
