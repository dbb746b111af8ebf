import type { HostConfig } from '../model.ts';
import { parseSize } from '../limits/size.ts';
import { done, refused, type Result } from './daemon.ts';

/** Log drivers that the engine has built in. Source: moby daemon/logdrivers_linux.go. */
const DRIVERS: Readonly<Record<string, readonly string[] | undefined>> = {
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  local: ['max-file', 'max-size', 'compress'],
  none: [],
  syslog: undefined,
  journald: undefined,
  gelf: undefined,
  fluentd: undefined,
  awslogs: undefined,
  splunk: undefined,
  gcplogs: undefined,
};

/** Virtual ms for which the engine looks for a plug-in. Source: recorded, run-logs. */
export const PLUGIN_SEARCH = 15_000;

/** Refuses drivers and options that there are not, when a container is created. Source: moby daemon/logger/factory.go. */
export function verifyLogDriver({ Type, Config }: HostConfig['LogConfig']): Result & { readonly after?: number } {
  if (!Object.hasOwn(DRIVERS, Type))
    return {
      ...refused(`error looking up logging plugin ${Type}: plugin "${Type}" not found`),
      after: PLUGIN_SEARCH,
    };
  const known = DRIVERS[Type];
  const other = Object.keys(Config).find((key) => known && !known.includes(key) && !COMMON.has(key));
  if (other === undefined) return done;
  return refused(
    Type === 'json-file'
      ? `unknown log opt '${other}' for json-file log driver`
      : `unknown log opt '${other}' for ${Type} log driver`,
  );
}

const COMMON = new Set([
  'mode',
  'max-buffer-size',
  'cache-disabled',
  'cache-max-size',
  'cache-max-file',
  'cache-compress',
]);

function failed(why: string): Result {
  return refused(`failed to create task for container: failed to initialize logging driver: ${why}`);
}

/** Refuses values of options, when a container starts. Source: moby daemon/logger/jsonfilelog/jsonfilelog.go New. */
export function openLog({ Type, Config }: HostConfig['LogConfig']): Result {
  if (Type !== 'json-file' && Type !== 'local') return done;
  const size = Config['max-size'];
  const read = size === undefined ? undefined : parseSize(size);
  if (read && !read.ok) return failed(read.message);
  const files = Config['max-file'];
  if (files !== undefined && !/^[-+]?\d+$/.test(files))
    return failed(`strconv.Atoi: parsing ${JSON.stringify(files)}: invalid syntax`);
  if (files !== undefined && Number(files) < 1) return failed('max-file cannot be less than 1');
  return done;
}

/** Whether `docker logs` can read what a driver has taken. */
export function readsLogs(type: string): boolean {
  return type !== 'none';
}
