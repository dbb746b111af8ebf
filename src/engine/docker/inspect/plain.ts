import {
  bool,
  dict,
  field,
  int,
  NIL,
  optional,
  slice,
  str,
  struct,
  strings,
  stringMap,
  type Dict,
  type Field,
  type Value,
} from '../format/value.ts';
import type { PortBinding } from '../model.ts';

/** A record that only `inspect` shows, in the order it was given: names in Go and JSON alike. */
export function plain(data: unknown): Value {
  if (data === null || data === undefined) return NIL;
  if (typeof data === 'boolean') return bool(data);
  if (typeof data === 'number') return int(data);
  if (typeof data === 'string') return str(data);
  if (Array.isArray(data))
    return slice(
      data.map((item) => plain(item)),
      '[]interface {}',
    );
  return struct(
    'struct {}',
    Object.entries(data).map(([name, value]) => field(name, plain(value))),
    true,
  );
}

/** A set of names, as Go keeps ports and volumes: `{"80/tcp":{}}`. */
export function nameSet(names: Readonly<Record<string, unknown>> | null | undefined, type: string): Dict {
  const values = names && Object.fromEntries(Object.keys(names).map((name) => [name, struct('struct {}', [])]));
  return dict(values, type, struct('struct {}', []));
}

/** Published ports: `80/tcp` → where. */
export function portMap(ports: Readonly<Record<string, readonly PortBinding[] | null>>): Dict {
  const values = Object.fromEntries(
    Object.entries(ports).map(([port, bindings]) => [
      port,
      slice(
        bindings &&
          bindings.map(({ HostIp, HostPort }) =>
            struct('nat.PortBinding', [field('HostIP', str(HostIp), 'HostIp'), field('HostPort', str(HostPort))]),
          ),
        '[]nat.PortBinding',
      ),
    ]),
  );
  return dict(values, 'nat.PortMap', slice(null, '[]nat.PortBinding'));
}

/** A text field of the same name in Go and JSON. */
export const text = (name: string, value: string, json = name): Field => field(name, str(value), json);
export const number = (name: string, value: number, json = name): Field => field(name, int(value), json);
export const flag = (name: string, value: boolean, json = name): Field => field(name, bool(value), json);
export const list = (name: string, value: readonly string[] | null, json = name): Field =>
  field(name, strings(value), json);
export const optionalMap = (name: string, value: Readonly<Record<string, string>> | undefined): Field =>
  optional(name, stringMap(value));
