import { type Process, errorText } from '../../kernel/index.ts';
import type { Given } from '../cli/flags.ts';
import type { Asked } from '../daemon/containers/endpoint-request.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig } from '../model.ts';
import { clientOptions } from './security-options.ts';

/** What the flags of rights of `run` and `create` ask for; what is not given is left out. Refused in the client's words. */
export function readSecurity(given: Given, process: Process): Result<Asked> {
  const asked: Partial<HostConfig> = {};
  const lists = [
    ['cap-add', 'CapAdd'],
    ['cap-drop', 'CapDrop'],
    ['group-add', 'GroupAdd'],
  ] as const;
  for (const [flag, key] of lists) if (given.has(flag)) asked[key] = [...given.values(flag)];
  for (const [flag, key] of [
    ['privileged', 'Privileged'],
    ['read-only', 'ReadonlyRootfs'],
  ] as const)
    if (given.has(flag)) asked[key] = given.on(flag);
  if (given.has('security-opt')) {
    const options = clientOptions(given.values('security-opt'), (path) => {
      const read = process.files.read(process.path(path));
      if (!read.ok && read.errno === 'EISDIR') return refused(`read ${path}: is a directory`);
      if (!read.ok) return refused(`open ${path}: ${errorText(read.errno).toLowerCase()}`);
      return { ok: true, value: read.value ?? '' };
    });
    if (!options.ok) return options;
    asked.SecurityOpt = options.value;
  }
  if (given.has('sysctl'))
    asked.Sysctls = Object.fromEntries(
      given.values('sysctl').map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
    );
  const userns = given.value('userns');
  if (userns !== undefined) asked.UsernsMode = userns;
  const devices = readDevices(given.values('device'));
  if (!devices.ok) return devices;
  if (given.has('device')) asked.Devices = devices.value;
  return { ok: true, value: { hostConfig: asked } };
}

/** Source: docker/cli cli/command/container/opts.go validateLinuxPath, parseLinuxDevice. */
function readDevices(values: readonly string[]): Result<HostConfig['Devices']> {
  const devices: HostConfig['Devices'] = [];
  for (const value of values) {
    const parts = value.split(':');
    if (parts.length > 3 || parts[0] === '') return refused(`bad format for path: ${value}`);
    const [host = '', second, third] = parts;
    if (third !== undefined && !isMode(third)) return refused(`bad mode specified: ${third}`);
    const inside = second === undefined || (third === undefined && isMode(second)) ? host : second;
    if (!inside.startsWith('/')) return refused(`${inside} is not an absolute path`);
    const CgroupPermissions = third ?? (second !== undefined && isMode(second) ? second : 'rwm');
    devices.push({ PathOnHost: host, PathInContainer: inside, CgroupPermissions });
  }
  return { ok: true, value: devices };
}

/** Some of `rwm`, each once. */
function isMode(text: string): boolean {
  return /^(?!.*(.).*\1)[rwm]+$/.test(text);
}
