import {
  bool,
  field,
  int,
  optional,
  pointer,
  slice,
  str,
  stringMap,
  strings,
  struct,
  type Field,
  type Value,
} from '../format/value.ts';
import { durationText } from '../format/times.ts';
import type { Config, Healthcheck } from '../model.ts';
import { flag, list, nameSet, text } from './plain.ts';

const span = (name: string, nanos: number | undefined): Field =>
  optional(name, { ...int(nanos ?? 0, 'time.Duration'), shown: durationText(nanos ?? 0) });

function healthOf(check: Healthcheck): Value {
  return struct(
    'container.HealthConfig',
    [
      optional('Test', strings(check.Test)),
      span('Interval', check.Interval),
      span('Timeout', check.Timeout),
      span('StartPeriod', check.StartPeriod),
      span('StartInterval', check.StartInterval),
      optional('Retries', int(check.Retries ?? 0, 'int')),
    ],
    true,
  );
}

/** The Config of a container or image. Source: moby api/types/container/config.go. */
export function configValue(config: Config & { readonly ArgsEscaped?: boolean }): Value {
  return struct(
    'container.Config',
    [
      text('Hostname', config.Hostname),
      text('Domainname', config.Domainname),
      text('User', config.User),
      flag('AttachStdin', config.AttachStdin),
      flag('AttachStdout', config.AttachStdout),
      flag('AttachStderr', config.AttachStderr),
      optional('ExposedPorts', nameSet(config.ExposedPorts, 'nat.PortSet')),
      flag('Tty', config.Tty),
      flag('OpenStdin', config.OpenStdin),
      flag('StdinOnce', config.StdinOnce),
      list('Env', config.Env),
      field('Cmd', strings(config.Cmd, 'strslice.StrSlice')),
      optional('Healthcheck', pointer(config.Healthcheck && healthOf(config.Healthcheck), '*container.HealthConfig')),
      optional('ArgsEscaped', bool(config.ArgsEscaped ?? false)),
      text('Image', config.Image),
      field('Volumes', nameSet(config.Volumes, 'map[string]struct {}')),
      text('WorkingDir', config.WorkingDir),
      field('Entrypoint', strings(config.Entrypoint, 'strslice.StrSlice')),
      // since API 1.44 the address stands with the network
      optional('MacAddress', str('')),
      list('OnBuild', config.OnBuild),
      field('Labels', stringMap(config.Labels)),
      optional('StopSignal', str(config.StopSignal ?? '')),
      optional(
        'StopTimeout',
        pointer(config.StopTimeout === undefined ? null : int(config.StopTimeout, 'int'), '*int'),
      ),
      optional('Shell', config.Shell ? strings(config.Shell, 'strslice.StrSlice') : slice(null, 'strslice.StrSlice')),
    ],
    true,
  );
}
