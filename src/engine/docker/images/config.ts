import type { BaseImage, Image as Built } from '../../builder/index.ts';
import type { Config, Healthcheck } from '../model.ts';

/** Config of an image of the catalogue, as its image file has it. */
export type CatalogueConfig = BaseImage['config'];
/** Config of an image that was built. */
export type BuiltConfig = Built['config'];

/** A config with nothing set, as `docker import` makes it. */
export const EMPTY_CONFIG: Config = {
  Hostname: '',
  Domainname: '',
  User: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Env: [],
  Cmd: null,
  Image: '',
  Volumes: null,
  WorkingDir: '',
  Entrypoint: null,
  OnBuild: null,
  Labels: null,
};

type Keys = Record<string, Record<string, never>>;

function keys(names: Iterable<string>): Keys {
  return Object.fromEntries([...names].toSorted().map((name) => [name, {}]));
}

function listOrNull(words: readonly string[] | null | undefined): string[] | null {
  return words ? [...words] : null;
}

/** The config that containers of an image of the catalogue begin with. */
export function configOfCatalogue(from: CatalogueConfig): Config {
  return {
    ...EMPTY_CONFIG,
    User: from.User ?? '',
    Env: [...(from.Env ?? [])],
    Cmd: listOrNull(from.Cmd),
    WorkingDir: from.WorkingDir ?? '',
    Entrypoint: listOrNull(from.Entrypoint),
    OnBuild: from.OnBuild && from.OnBuild.length > 0 ? [...from.OnBuild] : null,
    Labels: from.Labels ? { ...from.Labels } : null,
    Volumes: from.Volumes ? keys(Object.keys(from.Volumes)) : null,
    ...(from.ExposedPorts ? { ExposedPorts: keys(Object.keys(from.ExposedPorts)) } : {}),
    ...(from.StopSignal ? { StopSignal: from.StopSignal } : {}),
    ...(from.Shell ? { Shell: [...from.Shell] } : {}),
    ...(from.Healthcheck ? { Healthcheck: from.Healthcheck as Healthcheck } : {}),
  };
}

/** An image file leaves an empty list out, so that the engine has none (measured, Engine 26.1.5). */
function filledOrNull(words: readonly string[] | null | undefined): string[] | null {
  return words && words.length > 0 ? [...words] : null;
}

/** The config of an image that was built. */
export function configOfBuilt(from: BuiltConfig): Config {
  return {
    ...EMPTY_CONFIG,
    User: from.user ?? '',
    Env: [...from.env],
    Cmd: filledOrNull(from.cmd),
    // BuildKit sets it with every CMD (dockerfile2llb dispatchCmd); recorded, img-build-basic
    ...(from.cmd === undefined ? {} : { ArgsEscaped: true }),
    WorkingDir: from.workingDir ?? '',
    Entrypoint: filledOrNull(from.entrypoint),
    OnBuild: from.onBuild && from.onBuild.length > 0 ? [...from.onBuild] : null,
    Labels: from.labels ? { ...from.labels } : null,
    Volumes: from.volumes && from.volumes.length > 0 ? keys(from.volumes) : null,
    ...(from.exposedPorts && from.exposedPorts.length > 0 ? { ExposedPorts: keys(from.exposedPorts) } : {}),
    ...(from.stopSignal ? { StopSignal: from.stopSignal } : {}),
    ...(from.shell ? { Shell: [...from.shell] } : {}),
    ...(from.healthcheck ? { Healthcheck: healthcheckOf(from.healthcheck) } : {}),
  };
}

function given(name: keyof Healthcheck, value: number): Partial<Healthcheck> {
  return value === 0 ? {} : { [name]: value };
}

/** A health check in the API's spelling: nanoseconds, and nothing that was not given. */
function healthcheckOf(from: Readonly<Record<string, unknown>>): Healthcheck {
  const number = (key: string): number => (typeof from[key] === 'number' ? from[key] : 0);
  return {
    Test: Array.isArray(from['test']) ? from['test'].map(String) : [],
    ...given('Interval', number('intervalMs') * 1e6),
    ...given('Timeout', number('timeoutMs') * 1e6),
    ...given('StartPeriod', number('startPeriodMs') * 1e6),
    ...given('StartInterval', number('startIntervalMs') * 1e6),
    ...given('Retries', number('retries')),
  };
}

/** The same the other way round: what FROM finds in an image of the host. */
export function catalogueConfigOf(config: Config, platform: string): CatalogueConfig {
  const [os = 'linux', architecture = 'amd64', variant] = platform.split('/');
  return {
    Env: config.Env,
    Cmd: config.Cmd,
    Entrypoint: config.Entrypoint,
    User: config.User,
    WorkingDir: config.WorkingDir,
    OnBuild: config.OnBuild ?? [],
    ...(config.Labels ? { Labels: config.Labels } : {}),
    ...(config.Volumes ? { Volumes: config.Volumes } : {}),
    ...(config.ExposedPorts ? { ExposedPorts: config.ExposedPorts } : {}),
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
    ...(config.Shell ? { Shell: config.Shell } : {}),
    ...(config.Healthcheck ? { Healthcheck: config.Healthcheck } : {}),
    os,
    architecture,
    ...(variant ? { variant } : {}),
  };
}
