import type { Daemon } from '../../daemon/daemon.ts';
import { goTime } from '../../format/times.ts';
import { buildersOf, findBuilder, type Builder } from './builders.ts';

const ENGINE_PLATFORMS = 'linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/amd64/v4, linux/386';
/** Version of the image moby/buildkit:buildx-stable-1 at the time of buildx 0.13.1. Source: read, docker/buildx release notes. */
const BUILDKIT = 'v0.13.2';

/** All builders, those that were made first. Source: docker/buildx builder/builder.go GetBuilders. */
export function allBuilders(daemon: Daemon): Builder[] {
  const made = [...buildersOf(daemon).made.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const engine = findBuilder(daemon, 'default');
  return engine ? [...made, engine].toSorted((one, other) => (one.name < other.name ? -1 : 1)) : made;
}

/** Where the daemon of a builder is reached. */
export function endpointOf({ driver }: Builder): string {
  return driver === 'docker' ? 'default' : 'unix:///var/run/docker.sock';
}

/** `running` or `inactive`. */
export function statusOf({ running }: Builder): string {
  return running ? 'running' : 'inactive';
}

/** Version of its BuildKit, as far as it runs. */
export function versionOf({ driver, running }: Builder): string {
  if (!running) return '';
  return driver === 'docker' ? 'v0.0.0+unknown' : BUILDKIT;
}

/** What it builds for; `*` marks what its user said. */
export function platformsOf({ platforms, running }: Builder): string {
  const own = platforms.map((one) => `${one}*`);
  return [...own, ...(running ? [ENGINE_PLATFORMS] : [])].join(', ');
}

/** What `docker buildx inspect` prints. Source: docker/buildx commands/inspect.go; measured. */
export function builderText(builder: Builder): string {
  const { name, driver, lastActivity, node, options } = builder;
  const head = table([
    ['Name:', name],
    ['Driver:', driver],
    ['Last Activity:', goTime(lastActivity)],
  ]);
  const version = versionOf(builder);
  const platforms = platformsOf(builder);
  const body = table([
    ['Name:', node],
    ['Endpoint:', endpointOf(builder)],
    ...(options.length > 0 ? [['Driver Options:', options.map(quoted).join(' ')] as const] : []),
    ['Status:', statusOf(builder)],
    ...(driver === 'docker' ? [] : [['BuildKit daemon flags:', '--allow-insecure-entitlement=network.host'] as const]),
    ...(version === '' ? [] : [['BuildKit version:', version] as const]),
    ...(platforms === '' ? [] : [['Platforms:', platforms] as const]),
  ]);
  const labels =
    driver === 'docker' ? 'Labels:\n org.mobyproject.buildkit.worker.moby.host-gateway-ip: 172.17.0.1\n' : '';
  return `${head}\nNodes:\n${body}${labels}`;
}

function quoted(option: string): string {
  const [key = '', value = ''] = option.split(/=(.*)/s);
  return `${key}=${JSON.stringify(value)}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 1;
  return rows.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join('');
}
