import type { HostConfig } from '../../model.ts';
import { parseSize } from '../../limits/size.ts';
import { done, refused, type Result } from '../daemon.ts';

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
  const mode = modeProblem(Config);
  if (mode !== undefined) return refused(mode);
  const known = DRIVERS[Type];
  const other = Object.keys(Config).find((key) => known && !known.includes(key) && !COMMON.has(key));
  if (other === undefined) {
    const wrong = addressProblem(Type, Config);
    return wrong === undefined ? done : refused(wrong);
  }
  return refused(
    Type === 'json-file'
      ? `unknown log opt '${other}' for json-file log driver`
      : `unknown log opt '${other}' for ${Type} log driver`,
  );
}

type Options = HostConfig['LogConfig']['Config'];

/** Source: moby daemon/logger/factory.go validateLogOpt: mode and max-buffer-size. */
function modeProblem({ mode = '', 'max-buffer-size': buffer }: Options): string | undefined {
  if (!['', 'blocking', 'non-blocking'].includes(mode)) return `logger: logging mode not supported: ${mode}`;
  if (buffer === undefined) return undefined;
  if (mode !== 'non-blocking') return "logger: max-buffer-size option is only supported with 'mode=non-blocking'";
  const size = parseSize(buffer);
  return size.ok ? undefined : `error parsing option max-buffer-size: ${size.message}`;
}

/** Source: moby daemon/logger/syslog/syslog.go parseAddress, daemon/logger/gelf/gelf.go parseAddress. */
function addressProblem(type: string, options: Options): string | undefined {
  if (type === 'gelf' && !options['gelf-address']) return 'gelf-address is a required parameter';
  const address = options['syslog-address'];
  if (type !== 'syslog' || !address) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1] ?? '';
  return /^(?:unix|unixgram|udp|tcp|tcp\+tls)$/.test(scheme) ? undefined : `unsupported scheme: '${scheme}'`;
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

/** Words that Go's strconv.ParseBool reads. */
const YES = /^(?:1|t|T|TRUE|true|True)$/;
const NO = /^(?:0|f|F|FALSE|false|False)$/;

/** Source: moby daemon/logger/jsonfilelog/jsonfilelog.go New, daemon/logger/local/config.go newDefaultConfig, local.go New. */
function compressProblem(type: string, { compress, 'max-size': size, 'max-file': files }: Options): string | undefined {
  if (compress === undefined) return undefined;
  if (!YES.test(compress) && !NO.test(compress)) {
    const why = `strconv.ParseBool: parsing ${JSON.stringify(compress)}: invalid syntax`;
    return type === 'local' ? `error reading compress log option: ${why}` : why;
  }
  const few = type === 'json-file' && (Number(files ?? 1) < 2 || size === undefined);
  return few && YES.test(compress)
    ? 'compress cannot be true when max-file is less than 2 or max-size is not set'
    : undefined;
}

/** Refuses values of options, when a container starts. Source: moby daemon/logger/jsonfilelog/jsonfilelog.go New. */
export function openLog({ Type, Config }: HostConfig['LogConfig']): Result {
  // a host without a system log, a journal or a collector of logs. Source: recorded, run-logs2-y
  if (Type === 'syslog' && !Config['syslog-address']) return failed('Unix syslog delivery error');
  if (Type === 'journald') return failed('journald is not enabled on this host');
  if (Type === 'fluentd' && !Config['fluentd-address'] && Config['fluentd-async'] !== 'true')
    return failed('dial tcp 127.0.0.1:24224: connect: connection refused');
  if (Type !== 'json-file' && Type !== 'local') return done;
  const size = Config['max-size'];
  const read = size === undefined ? undefined : parseSize(size);
  if (read && !read.ok) return failed(read.message);
  const files = Config['max-file'];
  if (files !== undefined && !/^[-+]?\d+$/.test(files))
    return failed(`strconv.Atoi: parsing ${JSON.stringify(files)}: invalid syntax`);
  if (files !== undefined && Number(files) < 1) return failed('max-file cannot be less than 1');
  const wrong = compressProblem(Type, Config);
  return wrong === undefined ? done : failed(wrong);
}

/** Whether `docker logs` can read what a driver has taken. */
export function readsLogs(type: string): boolean {
  return type !== 'none';
}
