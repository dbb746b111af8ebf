/** Facts of the recorded engine that no profile changes. Source: `docker version`, `docker info` of Debian's docker.io 26.1.5 package. */
export const VERSIONS = {
  go: 'go1.24.4',
  built: 'Thu Aug 13 05:35:48 2026',
  builtAt: '2026-08-13T05:35:48.000000000+00:00',
  /** Commit of dockerd; the client has its own. */
  engineCommit: '411e817',
  leastApi: '1.24',
  containerd: { version: '1.7.24~ds1', commit: '1.7.24~ds1-6+deb13u1' },
  runc: { version: '1.1.15+ds1', commit: '1.1.15+ds1-2+deb13u1' },
  init: '0.19.0',
} as const;
