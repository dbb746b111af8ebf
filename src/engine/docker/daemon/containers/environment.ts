import type { Container } from '../../model.ts';

/** PATH of a container whose image has none. Source: moby oci/defaults.go, system.DefaultPathEnv. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Environment of a process of a container: Docker's own, then that of the config and `more`; a name without value takes a
 * variable away. Source: moby container/container_unix.go CreateDaemonEnvironment, container/env.go ReplaceOrAppendEnvValues.
 */
export function environmentOf(
  container: Container,
  how: { readonly home: string; readonly tty: boolean; readonly more?: readonly string[] },
): Map<string, string> {
  const { config } = container;
  const env = new Map([
    ['PATH', PATH],
    ['HOSTNAME', config.Hostname],
  ]);
  if (how.tty) env.set('TERM', 'xterm');
  for (const line of [...config.Env, ...(how.more ?? [])]) {
    const at = line.indexOf('=');
    if (at === -1) env.delete(line);
    else env.set(line.slice(0, at), line.slice(at + 1));
  }
  if (!env.has('HOME')) env.set('HOME', how.home);
  return env;
}
