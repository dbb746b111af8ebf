import type { Daemon } from '../../docker/daemon/daemon.ts';

/** The version as Debian's package calls itself. Source: measured, docker-compose 2.26.1-4. */
export function versionOf(daemon: Daemon): string {
  return `${daemon.profile.compose}-4`;
}

/** What `docker compose version` prints. */
export function versionText(daemon: Daemon): string {
  return `Docker Compose version ${versionOf(daemon)}\n`;
}
