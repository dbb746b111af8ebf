import { parseBytes } from '../base/bytes.ts';
import { array, boolean, choice, either, number, object, optional, record, string } from '../base/schema.ts';
import type { Infer, Schema } from '../base/schema.ts';
import type { Rebuild } from './check.ts';

/** Parameters that several kinds share, as they stand in front matter. */

/** A size such as `30MB` (decimal) or `4MiB`. */
export const size = string({
  pattern: /^\d+(\.\d+)?\s?([kMGT]i?)?B$/,
  description: 'must be a size such as 30MB, 1.5GB or 4MiB',
});

/** Bytes of a text that `size` accepted. */
export function bytesOf(text: string): number {
  return parseBytes(text) ?? 0;
}

/** A time such as `20s`, `1m30s` or `500ms`. */
export const duration = string({
  pattern: /^(?=\d)(\d+m(?!s))?(\d+(\.\d+)?s)?(\d+ms)?$/,
  description: 'must be a time such as 20s, 1m30s or 500ms',
});

/** Virtual milliseconds of a text that `duration` accepted. */
export function msOf(text: string): number {
  const [, minutes = '0', seconds = '0', ms = '0'] = /^(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:(\d+)ms)?$/.exec(text) ?? [];
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(ms);
}

/** Virtual milliseconds as a person reads them: `0.4 s`, `12 s`, `1 min 5 s`. */
export function formatMs(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Permission bits. YAML 1.2 reads 0755 as the decimal 755: the digits count, read as octal. */
export const mode = either(
  number({ integer: true, min: 0, max: 7777 }),
  string({ pattern: /^0?[0-7]{3,4}$/, description: 'must be permission bits such as 0755' }),
);

/** The bits that a value which `mode` accepted stands for. */
export function modeOf(value: number | string): number {
  return Number.parseInt(String(value), 8);
}

/** One text or several. */
export const texts = either(string({ min: 1 }), array(string({ min: 1 }), { min: 1 }));

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

export const globs = array(string({ min: 1 }), { min: 1, description: 'globs: *, ?, ** and {a,b}' });

const changedFile = object({
  text: optional(string({ description: 'replaces the file' })),
  replace: optional(record(string(), 'text → what takes the place of its first occurrence')),
  append: optional(string({ description: 'is added at the end' })),
  mode: optional(mode),
});

const nothing: Schema<null> = {
  optional: false,
  json: { type: 'null' },
  check: (value, path = '') =>
    value === null ? { ok: true, value: null } : { ok: false, problems: [{ path, message: 'must be a map or null' }] },
};

const changedFiles = record(
  either(nothing, changedFile),
  'laid over the files that are there; null deletes, {} touches',
);

/** What differs from the implicit build. */
export const changeShape = {
  files: optional(changedFiles),
  contexts: optional(record(changedFiles, 'context of build.contexts → files, as in files:')),
  args: optional(record(string(), 'build arguments, added to those of the exercise')),
  target: optional(string({ min: 1 })),
  platform: optional(string({ pattern: /^[a-z]+\/[a-z0-9]+(\/v\d+)?$/, description: 'must be like linux/arm64' })),
  secrets: optional(record(string(), 'id → text; {} builds without any')),
};

/** A change by itself. */
export const change = object(changeShape);
export type Change = Infer<typeof change>;

/** A `Rebuild` of parameters that `changeShape` accepted. */
export function rebuildOf({ files, contexts, args, target, platform, secrets }: Change): Rebuild {
  return {
    ...(files ? { files: filesOf(files) } : {}),
    ...(contexts
      ? { contexts: Object.fromEntries(Object.entries(contexts).map(([name, edits]) => [name, filesOf(edits)])) }
      : {}),
    ...(args ? { args } : {}),
    ...(target ? { target } : {}),
    ...(platform ? { platform } : {}),
    ...(secrets ? { secrets } : {}),
  };
}

function filesOf(files: Infer<typeof changedFiles>): NonNullable<Rebuild['files']> {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path, fileOf(file)]));
}

function fileOf(file: Infer<typeof changedFile> | null): NonNullable<Rebuild['files']>[string] {
  if (file === null) return null;
  const { text, replace, append } = file;
  return {
    ...(text === undefined ? {} : { text }),
    ...(replace === undefined ? {} : { replace }),
    ...(append === undefined ? {} : { append }),
    ...(file.mode === undefined ? {} : { mode: modeOf(file.mode) }),
  };
}

/** Other checks, judged on another build. */
export const innerChecks = array(
  object({ kind: string({ min: 1 }), with: optional(record(anything())), try: optional(string()) }),
  { min: 1 },
);

/** Whatever stands there: it is checked by whom it is for. */
export function anything(): Schema<unknown> {
  return { optional: false, json: {}, check: (value) => ({ ok: true, value }) };
}

/** Finds steps by what they do; all given members must hold. */
export const step = object({
  creates: optional(string({ min: 1, description: 'glob of a path that the step writes' })),
  binary: optional(boolean('the step creates a compiled program')),
  reads: optional(string({ min: 1, description: 'glob of a context path that the step reads' })),
  output: optional(string({ min: 1, description: 'text that the step prints' })),
  kind: optional(choice(['run', 'copy', 'add', 'workdir'])),
});
export type StepQuery = Infer<typeof step>;
export const steps = array(step, { min: 1 });
