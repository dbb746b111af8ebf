import { invalid, isMapping, mapping, sortedKeys, text, type Loaded, type Mapping, type Value } from '../value.ts';
import { commandWords } from './command-words.ts';
import { readDuration } from './duration.ts';
import { fieldsOf } from './fields.ts';
import { readHosts } from './hosts.ts';
import { readBytes } from './bytes.ts';

/** A value of a kind, or why it is none. */
type Decoded = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

const got = (value: Value): Decoded => ({ ok: true, value });
const bad = (why: string): Decoded => ({ ok: false, why });

function pairs(value: Value, empty: Value): Mapping {
  if (isMapping(value))
    return mapping(Object.entries(value).map(([key, one]) => [key, one === null ? empty : text(one)] as const));
  return mapping(
    (Array.isArray(value) ? value : []).map((one) => {
      const line = text(one);
      const at = line.indexOf('=');
      return at === -1 ? ([line, empty] as const) : ([line.slice(0, at), line.slice(at + 1)] as const);
    }),
  );
}

function number(value: Value): Decoded {
  if (typeof value === 'number') return got(value);
  if (typeof value === 'boolean') return got(value ? 1 : 0);
  const line = text(value);
  return /^[-+]?\d+$/.test(line)
    ? got(Number(line))
    : bad(`strconv.ParseInt: parsing ${JSON.stringify(line)}: invalid syntax`);
}

function real(value: Value): Decoded {
  if (typeof value === 'number') return got(value);
  const line = text(value);
  return line !== '' && Number.isFinite(Number(line))
    ? got(Number(line))
    : bad(`strconv.ParseFloat: parsing ${JSON.stringify(line)}: invalid syntax`);
}

const list = (value: Value): Decoded => got((Array.isArray(value) ? value : [value]).map(text));

/** How values of each kind are read. Source: compose-go types/*.go DecodeMapstructure. */
const KINDS: Readonly<Record<string, (value: Value) => Decoded>> = {
  text: (value) => got(text(value)),
  texts: list,
  strings: list,
  bool: (value) => got(typeof value === 'string' ? value === 'true' : value === true),
  int: number,
  uint: number,
  float: real,
  cpus: real,
  count: (value) => {
    if (typeof value === 'number') return got(value);
    const word = text(value);
    if (word.toLowerCase() === 'all') return got(-1);
    return /^-?\d+$/.test(word)
      ? got(Number(word))
      : bad(`invalid value ${JSON.stringify(word)}, the only value allowed is 'all' or a number`);
  },
  bytes: (value) => {
    if (typeof value === 'number') return got(Math.trunc(value));
    const bytes = readBytes(text(value));
    return bytes === undefined ? bad(`invalid size: '${text(value)}'`) : got(bytes);
  },
  duration: (value) => {
    const read = readDuration(text(value));
    return read.ok ? got(read.value) : bad(read.why);
  },
  command: (value) => {
    if (Array.isArray(value)) return got(value.map(text));
    const words = commandWords(text(value));
    return words ? got(words) : bad('invalid command line string');
  },
  test: (value) => got(Array.isArray(value) ? value.map(text) : ['CMD-SHELL', text(value)]),
  mapping: (value) => got(pairs(value, '')),
  labels: (value) => got(pairs(value, '')),
  options: (value) => got(pairs(value, '')),
  equals: (value) => got(pairs(value, null)),
  ssh: (value) => got(value),
  any: (value) => got(value),
  hosts: readHosts,
};

/**
 * A project as compose holds it: every field of its kind, durations in nanoseconds, sizes in bytes. Errors come all together.
 * Source: compose-go loader/loader.go Transform.
 */
export function decodeProject(file: Mapping): Loaded<Mapping> {
  const errors: string[] = [];
  const made = structure('project', file, { path: '', errors });
  return errors.length === 0
    ? { ok: true, value: made }
    : invalid(`decoding failed due to the following error(s):\n\n${errors.join('\n')}`);
}

interface Decoding {
  readonly path: string;
  readonly errors: string[];
}

function structure(name: string, value: Value, { path, errors }: Decoding): Mapping {
  const made = mapping();
  if (!isMapping(value)) return made;
  for (const { name: key, kind } of fieldsOf(name)) {
    const one = value[key];
    if (one === undefined || one === null) continue;
    made[key] = decode(kind, one, { path: path === '' ? key : `${path}.${key}`, errors });
  }
  // extensions are carried along
  for (const key of Object.keys(value)) if (key.startsWith('x-')) made[key] = value[key] ?? null;
  return made;
}

function decode(kind: string, value: Value, decoding: Decoding): Value {
  const { path, errors } = decoding;
  const name = /@(\w+)$/.exec(kind)?.[1];
  if (name !== undefined) {
    if (kind.startsWith('[]'))
      return (Array.isArray(value) ? value : []).map((one, at) =>
        structure(name, one, { path: `${path}[${at}]`, errors }),
      );
    if (!kind.startsWith('{}')) return structure(name, value, decoding);
    const members = isMapping(value) ? value : mapping();
    return mapping(
      sortedKeys(members).map((key) => {
        const one = members[key] ?? null;
        const keepsNull = one === null && (name === 'attachment' || name === 'develop');
        return [key, keepsNull ? null : structure(name, one, { path: `${path}[${key}]`, errors })] as const;
      }),
    );
  }
  if (kind === 'uint' && typeof value === 'number' && value < 0) {
    errors.push(`cannot parse '${path}', ${value} overflows uint`);
    return 0;
  }
  const decoded = KINDS[kind]?.(value) ?? got(value);
  if (decoded.ok) return decoded.value;
  errors.push(`error decoding '${path}': ${decoded.why}`);
  return null;
}
