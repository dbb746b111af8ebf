import type { Process } from '../../kernel/system.ts';
import type { Config } from './config.ts';
import type { Locked } from './project.ts';

/**
 * Error lines when a package comes from a registry that answers nobody without a token (a host among
 * `privateRepositories`) and the configuration has none for it; as npm 11.19.1 prints them for an answer 401 with
 * `www-authenticate: Bearer` (observed). A token is taken for valid unless it is empty or an unexpanded `${NAME}`.
 */
export function refusedBy(
  process: Process,
  packages: readonly Locked[],
  config: Config,
): readonly string[] | undefined {
  const closed = process.system.credentials.privateRepositories ?? [];
  const hosts = new Set(packages.map(({ host }) => host).filter((host) => host !== undefined && closed.includes(host)));
  for (const host of hosts) {
    const token = config.get(`//${host}/:_authToken`) ?? config.get(`//${host}:_authToken`) ?? '';
    if (token === '' || /^\$\{\w+\}$/.test(token))
      return [
        'code E401',
        'Unable to authenticate, your authentication token seems to be invalid.',
        'To correct this please try logging in again with:',
        '  npm login',
      ];
  }
  return undefined;
}
