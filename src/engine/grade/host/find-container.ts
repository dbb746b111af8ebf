import type { Container, Host } from '../../docker/index.ts';
import { serviceOf } from './subject.ts';

type Daemon = Host['daemon'];

/** The container of a name, or of a compose service; running ones first. */
export function memberOf({ store }: Daemon, name: string): Container | undefined {
  const all = [...store.containers.values()];
  const fits = [...all.filter((one) => one.name === name), ...all.filter((one) => serviceOf(one) === name)];
  return fits.find(({ state }) => state.status === 'running') ?? fits[0];
}

/** What a check calls a container: its service, or its name. */
export function isCalled(container: Container, name: string): boolean {
  return container.name === name || serviceOf(container) === name;
}

/** Names of the networks that a container is in. */
export function networksOf({ endpoints, hostConfig }: Container): readonly string[] {
  const names = [...endpoints.keys()];
  return names.length > 0 ? names : [hostConfig.NetworkMode];
}

/** What compose calls a network or a volume that it made, or its name. */
export function plainName(
  { name, labels }: { readonly name: string; readonly labels: Readonly<Record<string, string>> | null },
  what: 'network' | 'volume',
): string {
  return labels?.[`com.docker.compose.${what}`] ?? name;
}
