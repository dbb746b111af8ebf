import { refused, type Result } from '../../daemon/daemon.ts';

/** A value of `--network`: a name, or `name=…,alias=…,ip=…`. */
export interface NetworkOption {
  target: string;
  aliases: string[];
  ip?: string;
  ip6?: string;
  mac?: string;
  linkLocal: string[];
  driverOpts: Record<string, string>;
}

/** Reads a value of `--network`; refused in pflag's words. Source: docker/cli 26.1 opts/network.go. */
export function readNetworkOption(value: string): Result<NetworkOption> {
  const option: NetworkOption = { target: value, aliases: [], linkLocal: [], driverOpts: {} };
  if (!/\w+=\w+(?:,\w+=\w+)*/.test(value)) return { ok: true, value: option };
  option.target = '';
  for (const field of value.split(',')) {
    const lower = field.toLowerCase();
    const at = lower.indexOf('=');
    if (at <= 0) return refused(`invalid field ${field}`);
    const problem = put(option, lower.slice(0, at).trim(), lower.slice(at + 1).trim());
    if (problem !== undefined) return refused(problem);
  }
  return option.target === '' ? refused('network name/id is not specified') : { ok: true, value: option };
}

function put(option: NetworkOption, key: string, value: string): string | undefined {
  switch (key) {
    case 'name':
      option.target = value;
      return undefined;
    case 'alias':
      option.aliases.push(value);
      return undefined;
    case 'ip':
      option.ip = value;
      return undefined;
    case 'ip6':
      option.ip6 = value;
      return undefined;
    case 'mac-address':
      option.mac = value;
      return undefined;
    case 'link-local-ip':
      option.linkLocal.push(value);
      return undefined;
    case 'driver-opt': {
      const at = value.indexOf('=');
      if (at <= 0) return 'invalid key value pair format in driver options';
      option.driverOpts[value.slice(0, at).trim()] = value.slice(at + 1).trim();
      return undefined;
    }
    default:
      return `invalid field key ${key}`;
  }
}
