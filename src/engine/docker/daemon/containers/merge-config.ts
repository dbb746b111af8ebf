import type { Config, Healthcheck } from '../../model.ts';

/**
 * Config of a new container: what was asked for, and the image's where nothing was. Source: moby daemon/commit.go merge and
 * daemon/create.go mergeAndVerifyConfig (26.1).
 */
export function mergeConfig(
  asked: Partial<Config>,
  image: Config,
  names: { id: string; image: string; hostname: string },
): Config {
  const entrypoint = asked.Entrypoint?.length ? asked.Entrypoint : null;
  const Cmd = asked.Cmd?.length ? asked.Cmd : entrypoint ? null : image.Cmd;
  const merged = entrypoint ?? image.Entrypoint;
  const ports = { ...image.ExposedPorts, ...asked.ExposedPorts };
  const volumes = { ...asked.Volumes, ...image.Volumes };
  const health = mergeHealth(asked.Healthcheck, image.Healthcheck);
  const StopSignal = asked.StopSignal || image.StopSignal;
  return {
    Hostname: asked.Hostname || names.hostname,
    Domainname: asked.Domainname ?? '',
    User: asked.User || image.User,
    AttachStdin: asked.AttachStdin ?? false,
    AttachStdout: asked.AttachStdout ?? false,
    AttachStderr: asked.AttachStderr ?? false,
    ...(Object.keys(ports).length > 0 ? { ExposedPorts: ports } : {}),
    Tty: asked.Tty ?? false,
    OpenStdin: asked.OpenStdin ?? false,
    StdinOnce: asked.StdinOnce ?? false,
    Env: mergeEnv(asked.Env ?? [], image.Env),
    Cmd: Cmd?.length ? Cmd : null,
    ...(health ? { Healthcheck: health } : {}),
    Image: names.image,
    Volumes: Object.keys(volumes).length > 0 ? volumes : null,
    WorkingDir: asked.WorkingDir || image.WorkingDir,
    Entrypoint: merged?.length === 1 && merged[0] === '' ? null : merged,
    ...(asked.MacAddress ? { MacAddress: asked.MacAddress } : {}),
    OnBuild: null,
    Labels: { ...image.Labels, ...asked.Labels },
    ...(StopSignal ? { StopSignal } : {}),
    ...(asked.StopTimeout === undefined ? {} : { StopTimeout: asked.StopTimeout }),
  };
}

function mergeEnv(asked: readonly string[], image: readonly string[]): string[] {
  const keys = new Set(asked.map((line) => line.split('=')[0]));
  return [...asked, ...image.filter((line) => !keys.has(line.split('=')[0]))];
}

function mergeHealth(asked: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
  if (!asked || !image) return asked ?? image;
  const given = Object.entries(asked).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== 0));
  return { ...image, ...Object.fromEntries(given) };
}
