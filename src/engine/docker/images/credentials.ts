import type { Process } from '../../shell/index.ts';
import type { Reference } from './reference.ts';

/** Key of Docker Hub in the client's file. Source: docker/cli registry. */
export const HUB = 'https://index.docker.io/v1/';

const FILE = '.docker/config.json';

interface ConfigFile {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
}

/** Path of the client's file with what `docker login` keeps. */
export function configPath(process: Process): string {
  const folder = process.env.get('DOCKER_CONFIG');
  return folder === undefined ? `${process.env.get('HOME') ?? '/root'}/${FILE}` : `${process.path(folder)}/config.json`;
}

function readConfig(process: Process): ConfigFile {
  const text = process.files.read(configPath(process));
  if (!text.ok || text.value === undefined) return {};
  try {
    const value: unknown = JSON.parse(text.value);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Name under which the credentials of a registry are kept. */
export function serverOf({ domain }: Pick<Reference, 'domain'>): string {
  return domain === 'docker.io' ? HUB : domain;
}

/** True when `docker login` has left credentials for a server. */
export function isLoggedIn(process: Process, server: string): boolean {
  return readConfig(process).auths?.[server] !== undefined;
}

/** Keeps credentials as `docker login` does, base64 and not encrypted; without a text they are removed. */
export function keepCredentials(process: Process, server: string, auth: string | undefined): void {
  const config = readConfig(process);
  const others = Object.entries(config.auths ?? {}).filter(([name]) => name !== server);
  const auths = Object.fromEntries([...others, ...(auth === undefined ? [] : [[server, { auth }] as const])]);
  const path = configPath(process);
  process.files.mkdir(path.replace(/\/[^/]*$/, ''), { parents: true, mode: 0o700 });
  process.files.write(path, { content: `${JSON.stringify({ ...config, auths }, null, '\t')}`, mode: 0o600 });
}
