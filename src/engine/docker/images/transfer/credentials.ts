import type { Process } from '../../../kernel/index.ts';
import type { Reference } from '../reference.ts';

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

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `name:password` as the client's file has it: base64, which is no encryption. */
export function authText(name: string, password: string): string {
  const bytes = [...utf8Bytes(`${name}:${password}`)];
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    const four = [18, 12, 6, 0].map((shift) => LETTERS[(bits >> shift) & 63] ?? '');
    text += four
      .slice(0, two === undefined ? 2 : three === undefined ? 3 : 4)
      .join('')
      .padEnd(4, '=');
  }
  return text;
}

function* utf8Bytes(text: string): Iterable<number> {
  for (const letter of encodeURIComponent(text).match(/%[0-9A-F]{2}|./g) ?? [])
    yield letter.length === 3 ? Number.parseInt(letter.slice(1), 16) : letter.charCodeAt(0);
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
