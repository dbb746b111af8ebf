import { parseBool, parseUint32 } from '../go-numbers.ts';
import { quote } from '../go-text.ts';
import type { Mount } from '../plan.ts';
import { didYouMean } from '../suggest.ts';
import type { MountFlag } from '../syntax.ts';
import { expandWord } from './context.ts';
import type { Context } from './context.ts';
import { baseName, cleanPath, joinPath } from './go-path.ts';
import { parseMemory } from './go-values.ts';
import { isFailure } from './state.ts';
import type { Failure, StageState } from './state.ts';

const TYPES: readonly Mount['type'][] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING = ['shared', 'private', 'locked'];
const KEYS =
  'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(
    ' ',
  );
const LONG_KEYS: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
  rw: 'readwrite',
};

interface Draft {
  type: Mount['type'];
  from: string;
  source: string;
  target: string;
  readonly: boolean | undefined;
  id: string;
  sharing: string;
  required: boolean;
  env: string | undefined;
  uid: number | undefined;
  gid: number | undefined;
  mode: string | undefined;
  size: number;
}

/**
 * Reads the options of a --mount with variables replaced
 * (moby/buildkit frontend/dockerfile/instructions/commands_runmount.go).
 */
export function readMount(context: Context, flag: MountFlag): Draft | Failure {
  const draft: Draft = {
    type: 'bind',
    from: '',
    source: '',
    target: '',
    readonly: undefined,
    id: '',
    sharing: '',
    required: false,
    env: undefined,
    uid: undefined,
    gid: undefined,
    mode: undefined,
    size: 0,
  };
  for (const field of flag.fields) {
    const value = field.value === undefined ? undefined : expandWord(context, field.value);
    if (isFailure(value)) return value;
    const problem =
      value === undefined ? readBare(draft, field) : readValue(draft, { key: field.key, text: field.text, value });
    if (problem !== undefined) return { failure: problem };
  }
  const problem = contradiction(draft);
  return problem === undefined ? draft : { failure: problem };
}

/** A field without `=`. */
function readBare(draft: Draft, field: { readonly key: string; readonly text: string }): string | undefined {
  const key = LONG_KEYS[field.key] ?? field.key;
  if (key === 'readonly' || key === 'readwrite') draft.readonly = key === 'readonly';
  else if (key === 'required') return readRequired(draft, 'true');
  else return `invalid field '${field.text}' must be a key=value pair`;
  return undefined;
}

function readRequired(draft: Draft, value: string): string | undefined {
  if (draft.type !== 'secret' && draft.type !== 'ssh')
    return `unexpected key 'required' for mount type '${draft.type}'`;
  const required = parseBool(value);
  if (required === undefined) return `invalid value for required: ${value}`;
  draft.required = required;
  return undefined;
}

interface Field {
  readonly key: string;
  readonly text: string;
  readonly value: string;
}

const READERS: Readonly<Record<string, (draft: Draft, field: Field) => string | undefined>> = {
  type(draft, { value }) {
    const type = TYPES.find((each) => each === value.toLowerCase());
    if (!type) return `unsupported mount type ${quote(value)}${didYouMean(value, TYPES)}`;
    draft.type = type;
    return undefined;
  },
  from: (draft, { value }) => void (draft.from = value),
  source: (draft, { value }) => void (draft.source = value),
  target: (draft, { value }) => void (draft.target = value),
  readonly(draft, { key, value }) {
    draft.readonly = parseBool(value);
    return draft.readonly === undefined ? `invalid value for ${key}: ${value}` : undefined;
  },
  readwrite(draft, { key, value }) {
    const writable = parseBool(value);
    if (writable === undefined) return `invalid value for ${key}: ${value}`;
    draft.readonly = !writable;
    return undefined;
  },
  required: (draft, { value }) => readRequired(draft, value),
  size(draft, { key, value }) {
    if (draft.type !== 'tmpfs') return `unexpected key '${key}' for mount type '${draft.type}'`;
    const size = parseMemory(value);
    if (size === undefined) return `invalid value for ${key}: ${value}`;
    draft.size = size;
    return undefined;
  },
  id: (draft, { value }) => void (draft.id = value),
  env: (draft, { value }) => void (draft.env = value),
  sharing(draft, { value }) {
    const sharing = value.toLowerCase();
    if (!SHARING.includes(sharing)) return `unsupported sharing value ${quote(value)}${didYouMean(value, SHARING)}`;
    draft.sharing = sharing;
    return undefined;
  },
  mode(draft, { value }) {
    const mode = parseUint32(value, 8);
    if (mode === undefined) return `invalid value ${value} for mode`;
    draft.mode = mode.toString(8).padStart(4, '0');
    return undefined;
  },
  uid: (draft, field) => readId(draft, 'uid', field),
  gid: (draft, field) => readId(draft, 'gid', field),
};

function readId(draft: Draft, key: 'uid' | 'gid', field: Field): string | undefined {
  draft[key] = parseUint32(field.value, 10);
  return draft[key] === undefined ? `invalid value ${field.value} for ${key}` : undefined;
}

function readValue(draft: Draft, field: Field): string | undefined {
  const key = LONG_KEYS[field.key] ?? field.key;
  const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
  if (reader) return reader(draft, field);
  return `unexpected key '${field.key}' in '${field.text}'${didYouMean(field.key, KEYS)}`;
}

function contradiction(draft: Draft): string | undefined {
  const { type } = draft;
  if (type === 'bind' || type === 'tmpfs') {
    const key = (['mode', 'uid', 'gid'] as const).find((each) => draft[each] !== undefined);
    if (key) return `${key} not allowed for "${type}" type mounts`;
  }
  if (type === 'secret') {
    if (draft.from !== '') return 'secret mount should not have a from';
    if (draft.sharing !== '') return 'secret mount should not define sharing';
    if (draft.source === '' && draft.target === '' && draft.id === '')
      return 'invalid secret mount. one of source, target required';
    if (draft.source !== '' && draft.id !== '') return "both source and id can't be set";
  }
  if (draft.sharing !== '' && type !== 'cache') return `invalid cache sharing set for ${type} mount`;
  return undefined;
}

/** The mount as the builder makes it: defaults filled in, paths absolute. `source` is the stage that `from` names. */
export function placeMount(context: Context, draft: Draft, source: StageState | undefined): Mount | Failure {
  if (draft.type === 'secret') return placeSecret(draft);
  const owner = ownerOf(draft);
  if (draft.type === 'ssh') {
    if (draft.source !== '') return { failure: 'ssh does not support source' };
    return { type: 'ssh', target: draft.target, id: draft.id || 'default', required: draft.required, ...owner };
  }
  const { state } = context;
  const clean = cleanPath(draft.target);
  const target = clean.startsWith('/') ? draft.target : joinPath('/', state.cwd, draft.target);
  if (target === '/') return { failure: `invalid mount target ${quote(target)}` };
  if (draft.type === 'tmpfs')
    return { type: 'tmpfs', target, readonly: draft.readonly ?? false, ...(draft.size !== 0 && { size: draft.size }) };
  // A cache without `from` begins empty, unless a stage is called scratch.
  const own = draft.from === '' && (draft.type === 'bind' || source?.implicit === true);
  const from = own ? undefined : placeOf(source);
  const readonly = draft.readonly ?? draft.type === 'bind';
  const place = { target, source: joinPath('/', draft.source), readonly, ...(from !== undefined && { from }) };
  if (draft.type === 'bind') return { type: 'bind', ...place };
  return { type: 'cache', ...place, id: draft.id || clean, sharing: draft.sharing || 'shared', ...owner };
}

/** How a plan names the place files come from: the number of a stage or of what a named context stands for, or the full name of an image. */
export function placeOf(source: StageState | undefined): number | string | undefined {
  if (!source) return undefined;
  return source.implicit && source.context === undefined ? source.baseName : source.number;
}

function ownerOf(draft: Draft): Pick<Mount, 'uid' | 'gid' | 'mode'> {
  const { uid, gid, mode } = draft;
  return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }), ...(mode !== undefined && { mode }) };
}

function placeSecret(draft: Draft): Mount {
  const id = draft.source || draft.id || baseName(draft.target);
  const standard = draft.env === undefined ? `/run/secrets/${baseName(id)}` : '';
  return {
    type: 'secret',
    target: draft.target || standard,
    id,
    required: draft.required,
    ...(draft.env !== undefined && { env: draft.env }),
    ...ownerOf(draft),
  };
}
