import { clean } from '../../files/index.ts';
import type { MountSpec } from '../model.ts';
import { parseSize } from '../limits/size.ts';
import { readCsv } from './csv.ts';

export type ParsedMount =
  { readonly ok: true; readonly value: MountSpec } | { readonly ok: false; readonly message: string };

interface Reading {
  readonly spec: MountSpec;
  readonly cwd: string;
  recursive?: string;
}

/** Go's strconv.ParseBool. */
function bool(value: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(value) ? false : undefined;
}

/**
 * The value of `--mount` as the client reads it, relative sources made absolute. Refused in the client's words. Source: docker/cli
 * opts/mount.go (26.1), probed on Engine 26.1.5; recorded, vol-mount-errors.
 */
export function parseMount(value: string, cwd: string): ParsedMount {
  const fields = readCsv(value);
  if (!fields.ok) return fields;
  const reading: Reading = { spec: { Type: 'volume', Target: '' }, cwd };
  for (const field of fields.value) {
    const message = readField(reading, field);
    if (message !== undefined) return { ok: false, message };
  }
  const message = verify(reading);
  if (message !== undefined) return { ok: false, message };
  return { ok: true, value: inOrder(reading.spec) };
}

function readField(reading: Reading, field: string): string | undefined {
  const at = field.indexOf('=');
  const key = (at === -1 ? field : field.slice(0, at)).toLowerCase();
  const { spec } = reading;
  if (at === -1) {
    if (key === 'readonly' || key === 'ro') spec.ReadOnly = true;
    else if (key === 'volume-nocopy') volumeOptions(spec).NoCopy = true;
    else if (key === 'bind-nonrecursive') bindOptions(spec)['NonRecursive'] = true;
    else return `invalid field '${field}' must be a key=value pair`;
    return undefined;
  }
  const value = field.slice(at + 1);
  const read = FIELDS[key];
  if (!read) return `unexpected key '${key}' in '${field}'`;
  return read(reading, value) ? undefined : invalid(key, value);
}

function invalid(key: string, value: string): string {
  const text = `invalid value for ${key}: ${value}`;
  return key === 'bind-recursive' ? `${text} (must be "enabled", "disabled", "writable", or "readonly")` : text;
}

type ReadField = (reading: Reading, value: string) => boolean;

function flag(set: (spec: MountSpec, on: boolean) => void): ReadField {
  return ({ spec }, value) => {
    const on = bool(value);
    if (on !== undefined) set(spec, on);
    return on !== undefined;
  };
}

function word(set: (spec: MountSpec, value: string) => void): ReadField {
  return ({ spec }, value) => {
    set(spec, value);
    return true;
  };
}

const source: ReadField = ({ spec, cwd }, value) => {
  spec.Source = value === '.' || value.startsWith('./') ? clean(`${cwd}/${value}`) : value;
  return true;
};
const target = word((spec, value) => void (spec.Target = value));
const readonly = flag((spec, on) => void (spec.ReadOnly = on));

const recursive: ReadField = (reading, value) => {
  const options = bindOptions(reading.spec);
  reading.recursive = value;
  if (value === 'disabled') options['NonRecursive'] = true;
  else if (value === 'writable') options['ReadOnlyNonRecursive'] = true;
  else if (value === 'readonly') options['ReadOnlyForceRecursive'] = true;
  return /^(?:enabled|disabled|writable|readonly)$/.test(value);
};

const FIELDS: Readonly<Record<string, ReadField | undefined>> = {
  type: word((spec, value) => void (spec.Type = value.toLowerCase() as MountSpec['Type'])),
  source,
  src: source,
  target,
  dst: target,
  destination: target,
  readonly,
  ro: readonly,
  consistency: word((spec, value) => void (spec.Consistency = value.toLowerCase())),
  'bind-propagation': word((spec, value) => void (bindOptions(spec)['Propagation'] = value.toLowerCase())),
  'bind-nonrecursive': flag((spec, on) => void (bindOptions(spec)['NonRecursive'] = on)),
  'bind-recursive': recursive,
  'volume-subpath': word((spec, value) => void (volumeOptions(spec).Subpath = value)),
  'volume-nocopy': flag((spec, on) => void (volumeOptions(spec).NoCopy = on)),
  'volume-label': word((spec, value) => pair((volumeOptions(spec).Labels ??= {}), value)),
  'volume-driver': word((spec, value) => void (driverOf(spec).Name = value)),
  'volume-opt': word((spec, value) => pair((driverOf(spec).Options ??= {}), value)),
  'tmpfs-size': ({ spec }, value) => {
    const size = parseSize(value);
    const bytes = size.ok ? size.value : undefined;
    if (bytes !== undefined) (spec.TmpfsOptions ??= {}).SizeBytes = bytes;
    return bytes !== undefined;
  },
  'tmpfs-mode': ({ spec }, value) => {
    const mode = /^[0-7]+$/.test(value) ? Number.parseInt(value, 8) : undefined;
    if (mode !== undefined) (spec.TmpfsOptions ??= {}).Mode = mode;
    return mode !== undefined;
  },
};

function pair(map: Record<string, string>, value: string): void {
  const at = value.indexOf('=');
  const key = at === -1 ? value : value.slice(0, at);
  if (key !== '') map[key] = at === -1 ? '' : value.slice(at + 1);
}

type VolumeOptions = NonNullable<MountSpec['VolumeOptions']>;

function volumeOptions(spec: MountSpec): VolumeOptions {
  const options = (spec.VolumeOptions ??= {});
  options.DriverConfig ??= {};
  return options;
}

function driverOf(spec: MountSpec): NonNullable<VolumeOptions['DriverConfig']> {
  const options = volumeOptions(spec);
  return (options.DriverConfig ??= {});
}

function bindOptions(spec: MountSpec): Record<string, unknown> {
  return (spec.BindOptions ??= {});
}

function verify({ spec, recursive: asked }: Reading): string | undefined {
  const { Type } = spec;
  if (Type === ('' as MountSpec['Type'])) return 'type is required';
  if (spec.Target === '') return 'target is required';
  const mixed = (kind: string): string => `cannot mix '${kind}-*' options with mount type '${Type}'`;
  if (spec.VolumeOptions && Type !== 'volume') return mixed('volume');
  if (spec.BindOptions && Type !== 'bind') return mixed('bind');
  if (spec.TmpfsOptions && Type !== 'tmpfs') return mixed('tmpfs');
  if (asked !== 'writable' && asked !== 'readonly') return undefined;
  if (!spec.ReadOnly) return `option 'bind-recursive=${asked}' requires 'readonly' to be specified in conjunction`;
  if (asked === 'readonly' && spec.BindOptions?.['Propagation'] !== 'rprivate')
    return `option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction`;
  return undefined;
}

/** The fields in the order that the API prints them, empty ones left out. Source: moby api/types/mount/mount.go. */
function inOrder(spec: MountSpec): MountSpec {
  const { Type, Source, Target, ReadOnly, Consistency, BindOptions, VolumeOptions, TmpfsOptions } = spec;
  return {
    Type,
    ...(Source ? { Source } : {}),
    Target,
    ...(ReadOnly ? { ReadOnly } : {}),
    ...(Consistency ? { Consistency } : {}),
    ...(BindOptions ? { BindOptions } : {}),
    ...(VolumeOptions ? { VolumeOptions: volumeInOrder(VolumeOptions) } : {}),
    ...(TmpfsOptions ? { TmpfsOptions } : {}),
  };
}

function volumeInOrder({ NoCopy, Labels, Subpath, DriverConfig }: VolumeOptions): VolumeOptions {
  return {
    ...(NoCopy ? { NoCopy } : {}),
    ...(Labels ? { Labels } : {}),
    ...(Subpath ? { Subpath } : {}),
    ...(DriverConfig ? { DriverConfig } : {}),
  };
}
