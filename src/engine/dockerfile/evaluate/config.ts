import type { ImageConfig, PlanImage } from '../plan.ts';
import { chainItems } from './chain.ts';
import type { Chain } from './chain.ts';
import { emptyMap, getKey, mapEntries, setKey } from './persistent-map.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { Platform } from './platform.ts';

export interface Healthcheck {
  readonly test: readonly string[];
  /** Durations in milliseconds; 0 is "not given". */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly startPeriodMs: number;
  readonly startIntervalMs: number;
  readonly retries: number;
}

/** Image config while stages build on each other; parts that grow share structure with the base. */
export interface Config {
  readonly env: PersistentMap<{ readonly order: number; readonly value: string }>;
  readonly cmd: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly user: string;
  readonly workingDir: string;
  readonly ports: PersistentMap<true>;
  readonly volumes: PersistentMap<true>;
  readonly labels: PersistentMap<string>;
  readonly stopSignal: string;
  readonly shell: readonly string[];
  readonly healthcheck: Healthcheck | undefined;
  readonly onBuild: Chain<string> | undefined;
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

/** The PATH of images that set none. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The config of an image that sets nothing. */
export function emptyConfig(platform: Platform): Config {
  return {
    env: emptyMap(),
    ports: emptyMap(),
    volumes: emptyMap(),
    labels: emptyMap(),
    cmd: undefined,
    entrypoint: undefined,
    user: '',
    workingDir: '',
    stopSignal: '',
    shell: [],
    healthcheck: undefined,
    onBuild: undefined,
    ...platform,
  };
}

/** The config of `FROM scratch`. */
export function scratchConfig(platform: Platform): Config {
  return withEnv({ ...emptyConfig(platform), workingDir: '/' }, 'PATH', DEFAULT_PATH);
}

/** An image's config; os and architecture are the platform's when the image does not say. */
export function readConfig(image: ImageConfig, platform: Platform): Config {
  const own = image.os !== undefined || image.architecture !== undefined;
  let config: Config = {
    ...emptyConfig(platform),
    os: image.os ?? platform.os,
    architecture: image.architecture ?? platform.architecture,
    variant: own ? (image.variant ?? '') : platform.variant,
    cmd: image.Cmd ?? undefined,
    entrypoint: image.Entrypoint ?? undefined,
    user: image.User ?? '',
    workingDir: image.WorkingDir ?? '',
    stopSignal: image.StopSignal ?? '',
    shell: image.Shell ?? [],
    healthcheck: readHealthcheck(image.Healthcheck),
    ports: keys(image.ExposedPorts),
    volumes: keys(image.Volumes),
  };
  for (const entry of image.Env ?? []) config = withEnv(config, ...splitEntry(entry));
  for (const [name, value] of Object.entries(image.Labels ?? {})) config = withLabel(config, name, value);
  for (const item of image.OnBuild ?? []) config = { ...config, onBuild: { before: config.onBuild, item } };
  return config;
}

/** `NAME=value` as name and value. */
function splitEntry(entry: string): [name: string, value: string] {
  const at = entry.indexOf('=');
  return at === -1 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

function keys(record: Readonly<Record<string, unknown>> | undefined): PersistentMap<true> {
  let map = emptyMap<true>();
  for (const key of Object.keys(record ?? {})) map = setKey(map, key, true);
  return map;
}

function readHealthcheck(value: unknown): Healthcheck | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const number = (key: string) => (typeof fields[key] === 'number' ? fields[key] : 0);
  const test = Array.isArray(fields['Test']) ? fields['Test'].map(String) : [];
  const ms = (key: string) => number(key) / 1e6;
  return {
    test,
    intervalMs: ms('Interval'),
    timeoutMs: ms('Timeout'),
    startPeriodMs: ms('StartPeriod'),
    startIntervalMs: ms('StartInterval'),
    retries: number('Retries'),
  };
}

/** The config with a variable set; a known one keeps its place in the list. */
export function withEnv(config: Config, name: string, value: string): Config {
  const order = getKey(config.env, name)?.order ?? config.env.size;
  return { ...config, env: setKey(config.env, name, { order, value }) };
}

export function withLabel(config: Config, name: string, value: string): Config {
  return { ...config, labels: setKey(config.labels, name, value) };
}

/** The config with PATH set if it was not; on Windows the system's own PATH is used (moby/buildkit#5445). */
export function withPath(config: Config, os: string): Config {
  if (os === 'windows' || getKey(config.env, 'PATH') !== undefined) return config;
  return withEnv(config, 'PATH', DEFAULT_PATH);
}

/** Variables in the image's own order. */
export function envList(config: Config): [name: string, value: string][] {
  return mapEntries(config.env)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .map(([name, { value }]) => [name, value]);
}

/** SHELL, or the default one of the image's system. */
export function shellOf(config: Config): readonly string[] {
  if (config.shell.length > 0) return config.shell;
  return config.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}

/**
 * The config as plain data. Lists are made when they are read: ten thousand stages that each inherit ten thousand
 * variables cost nothing until somebody looks.
 */
export function planImage(config: Config): PlanImage {
  const text = (key: 'user' | 'workingDir' | 'stopSignal' | 'variant') =>
    config[key] === '' ? undefined : { [key]: config[key] };
  return {
    get env() {
      return envList(config).map(([name, value]) => `${name}=${value}`);
    },
    ...(config.ports.size > 0 && lazyList('exposedPorts', config.ports)),
    ...(config.volumes.size > 0 && lazyList('volumes', config.volumes)),
    ...(config.cmd && { cmd: config.cmd }),
    ...(config.entrypoint && { entrypoint: config.entrypoint }),
    ...text('user'),
    ...text('workingDir'),
    ...text('stopSignal'),
    ...text('variant'),
    ...(config.labels.size > 0 && { labels: sortedRecord(config.labels) }),
    ...(config.shell.length > 0 && { shell: config.shell }),
    ...(config.healthcheck && { healthcheck: { ...config.healthcheck } }),
    ...(config.onBuild && { onBuild: chainItems(config.onBuild) }),
    os: config.os,
    architecture: config.architecture,
  };
}

function lazyList(key: string, map: PersistentMap<true>): Record<string, readonly string[]> {
  return {
    [key]: mapEntries(map)
      .map(([name]) => name)
      .toSorted(),
  };
}

/** A record in the order of its names. */
export function sortedRecord<V>(map: PersistentMap<V>): Record<string, V> {
  return Object.fromEntries(mapEntries(map).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
