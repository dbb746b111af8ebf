import type { Attempt, Files, LogEntry, WorkFile } from '../engine/grade/check.ts';

/**
 * Readers of data that may come from anywhere: storage, a file, an address. Each gives a fresh value of the right form
 * or `undefined`; nothing of the input is kept by reference.
 */
export type Reader<T> = (value: unknown) => T | undefined;

/** Longest path, most files, log entries, predictions, and options of one that an attempt may have; most characters of a text, and of one option. */
export const MOST = {
  path: 255,
  files: 500,
  entries: 10_000,
  text: 2_000_000,
  predictions: 50,
  options: 1000,
  option: 10_000,
} as const;

type Plain = Readonly<Record<string, unknown>>;

/** The members of an object; undefined for anything else. */
export function object(value: unknown): Plain | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : undefined;
}

export function list<T>(value: unknown, item: Reader<T>, most = 1000): readonly T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const items: T[] = [];
  for (const entry of value) {
    const read = item(entry);
    if (read === undefined) return undefined;
    items.push(read);
  }
  return items;
}

/** Text of a limited length; line feeds and NUL bytes are the learner's business and stay. */
export const text: Reader<string> = (value) =>
  typeof value === 'string' && value.length <= MOST.text ? value : undefined;

/** A whole number from 0. */
export const whole: Reader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** True for a relative path that stays inside the workspace. */
export function isPath(path: string): boolean {
  return (
    path.length > 0 &&
    path.length <= MOST.path &&
    !/[\p{Cc}\\]/u.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part !== '__proto__')
  );
}

const workFile: Reader<WorkFile> = (value) => {
  const members = object(value);
  const content = text(members?.['text']);
  const mode = whole(members?.['mode']);
  return content === undefined || mode === undefined || mode > 0o7777 ? undefined : { text: content, mode };
};

/** Reads `path → value` with valid paths only. */
export function byPath<T>(value: unknown, item: Reader<T>): Readonly<Record<string, T>> | undefined {
  const members = object(value);
  if (!members) return undefined;
  const entries = Object.entries(members);
  if (entries.length > MOST.files) return undefined;
  const read: [string, T][] = [];
  for (const [path, entry] of entries) {
    const one = isPath(path) ? item(entry) : undefined;
    if (one === undefined) return undefined;
    read.push([path, one]);
  }
  return Object.fromEntries(read);
}

export const files: Reader<Files> = (value) => byPath(value, workFile);

const KINDS: readonly LogEntry['kind'][] = ['command', 'input', 'keys', 'signal', 'resize'];

const logEntry: Reader<LogEntry> = (value) => {
  const members = object(value);
  const [at, terminal, typed] = [whole(members?.['at']), whole(members?.['terminal']), text(members?.['text'])];
  const kind = KINDS.find((known) => known === members?.['kind']);
  if (!members || at === undefined || terminal === undefined || typed === undefined || !kind) return undefined;
  if (members['files'] === undefined) return { at, terminal, kind, text: typed };
  const edits = byPath<WorkFile | { gone: true }>(members['files'], (entry) =>
    entry === null ? { gone: true } : workFile(entry),
  );
  if (!edits) return undefined;
  const changed = Object.entries(edits).map(([path, entry]) => [path, 'gone' in entry ? null : entry] as const);
  return { at, terminal, kind, text: typed, files: Object.fromEntries(changed) };
};

export const log: Reader<readonly LogEntry[]> = (value) => list(value, logEntry, MOST.entries);

const option: Reader<string> = (value) =>
  typeof value === 'string' && value.length <= MOST.option ? value : undefined;

/** Options chosen, by prediction; ids are words joined by hyphens. */
export const answers: Reader<NonNullable<Attempt['answers']>> = (value) => {
  const entries = Object.entries(object(value) ?? { '': value });
  if (entries.length > MOST.predictions) return undefined;
  const read: [string, readonly string[]][] = [];
  for (const [id, entry] of entries) {
    const chosen = /^[a-z0-9-]{1,100}$/.test(id) ? list(entry, option, MOST.options) : undefined;
    if (!chosen) return undefined;
    read.push([id, chosen]);
  }
  return Object.fromEntries(read);
};

export const attempt: Reader<Attempt> = (value) => {
  const members = object(value);
  const [work, entries] = [files(members?.['files']), log(members?.['log'])];
  if (!work || !entries) return undefined;
  if (members?.['answers'] === undefined) return { files: work, log: entries };
  const predicted = answers(members['answers']);
  return predicted && { files: work, log: entries, answers: predicted };
};

/** The value of JSON text; undefined when it is none. */
export function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
