import { failure, type Loaded } from '../value.ts';
import { substitute, type Lookup } from './template.ts';

/** Escapes of double-quoted values. Source: compose-go dotenv/parser.go escapeSeqRegex. */
const ESCAPE = /\\([abcfnrtv$"\\]|0\d{0,3})/g;
const ESCAPED: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  $: '$$',
};

interface Parsing {
  readonly text: string;
  at: number;
  line: number;
}

/** Why a file is none: everything after `failed to read FILE: `. */
type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/**
 * Variables of an environment file (`.env`, env_file) in order: comments, `export`, quotes, inline comments, references to others. `lookup`
 * answers what a reference or a name without value means. Source: compose-go dotenv/parser.go.
 */
export function parseDotenv(source: string, lookup: Lookup): Parsed<Map<string, string>> {
  const parsing: Parsing = { text: source.replace(/^\uFEFF/, ''), at: 0, line: 1 };
  const found = new Map<string, string>();
  while (toStatement(parsing)) {
    const key = readKey(parsing);
    if (!key.ok) return key;
    if (key.value.name.includes(' ')) return { ok: false, why: `line ${parsing.line}: key cannot contain a space` };
    if (key.value.inherited) {
      const value = lookup(key.value.name);
      if (value !== undefined) found.set(key.value.name, value);
      continue;
    }
    const value = readValue(parsing, (name) => lookup(name) ?? found.get(name));
    if (!value.ok) return value;
    found.set(key.value.name, value.value);
  }
  for (const name of found.keys()) if (/^\s*\d/.test(name)) found.delete(name);
  return { ok: true, value: found };
}

function toStatement(parsing: Parsing): boolean {
  for (; parsing.at < parsing.text.length; parsing.at++) {
    const char = parsing.text.charAt(parsing.at);
    if (char === '\n') parsing.line++;
    if (/\s/.test(char)) continue;
    if (char !== '#') return true;
    const end = parsing.text.indexOf('\n', parsing.at);
    if (end === -1) return false;
    parsing.at = end - 1;
  }
  return false;
}

function readKey(parsing: Parsing): Parsed<{ name: string; inherited: boolean }> {
  const { text } = parsing;
  const exported = /^export\s+/.exec(text.slice(parsing.at, parsing.at + 200));
  if (exported) parsing.at += exported[0].length;
  const start = parsing.at;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '=' || char === ':' || char === '\n') {
      const name = text.slice(start, at).trimEnd();
      parsing.at = at + 1;
      if (char === '\n' && !name.includes(' ')) parsing.line++;
      while (/[^\S\n]/.test(text.charAt(parsing.at))) parsing.at++;
      return { ok: true, value: { name, inherited: char === '\n' } };
    }
    if (/[^\S\n]/.test(char) || /[_.\-[\]]|\p{L}|\p{N}/u.test(char)) continue;
    const line = text.slice(start).split('\n')[0] ?? '';
    return {
      ok: false,
      why: `line ${parsing.line}: unexpected character ${JSON.stringify(char)} in variable name ${JSON.stringify(line)}`,
    };
  }
  // the last line without a value names nothing that the parser keeps
  parsing.at = text.length;
  return { ok: true, value: { name: '', inherited: true } };
}

function readValue(parsing: Parsing, lookup: Lookup): Parsed<string> {
  const { text } = parsing;
  const quote = text.charAt(parsing.at);
  if (quote !== '"' && quote !== "'") {
    const end = text.indexOf('\n', parsing.at);
    const line = text.slice(parsing.at, end === -1 ? undefined : end);
    parsing.at = end === -1 ? text.length : end + 1;
    parsing.line++;
    return expand((line.split(' #')[0] ?? '').trimEnd(), lookup);
  }
  let out = '';
  for (let at = parsing.at + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\n') parsing.line++;
    if (char === '\\' && at + 1 < text.length) {
      const next = text.charAt(at + 1);
      out += next === quote ? next : char + next;
      at++;
      continue;
    }
    if (char !== quote) {
      out += char;
      continue;
    }
    parsing.at = at + 1;
    return quote === '"' ? expand(unescape(out), lookup) : { ok: true, value: out };
  }
  const line = text.slice(parsing.at).split('\n')[0] ?? '';
  return { ok: false, why: `line ${parsing.line}: unterminated quoted value ${line}` };
}

function unescape(text: string): string {
  return text.replaceAll(ESCAPE, (all, what: string) =>
    what.startsWith('0') && what.length === 4 ? String.fromCodePoint(Number.parseInt(what, 8)) : (ESCAPED[what] ?? all),
  );
}

function expand(text: string, lookup: Lookup): Parsed<string> {
  const filled = substitute(text, { lookup, unset: () => undefined });
  if (filled.ok) return filled;
  return {
    ok: false,
    why: filled.kind === 'template' ? `Invalid template: ${JSON.stringify(filled.message)}` : filled.message,
  };
}

/** Reads a file of the host, and says what compose says when it cannot. */
export interface HostFiles {
  /** Text of a file; `dir`: it is a folder; undefined: there is none. */
  read(path: string): { readonly text: string } | 'dir' | undefined;
}

/**
 * Environment of a project: `.env` of its folder, or the files named by --env-file, each seeing what came before. Source: compose-go
 * dotenv/env.go GetEnvFromFile.
 */
export function readEnvFiles(
  files: HostFiles,
  paths: readonly string[],
  environment: ReadonlyMap<string, string>,
): Loaded<Map<string, string>> {
  const all = new Map<string, string>();
  for (const path of paths) {
    const file = files.read(path);
    if (file === undefined) return failure(`Couldn't find env file: ${path}`);
    if (file === 'dir') return failure(`${path} is a directory`);
    const parsed = parseDotenv(file.text, (name) => environment.get(name) ?? all.get(name));
    if (!parsed.ok) return failure(`failed to read ${path}: ${parsed.why}`);
    for (const [name, value] of parsed.value) {
      // what is read becomes the client's own environment: os.Setenv
      if (name === '') return failure('setenv: invalid argument');
      all.set(name, value);
    }
  }
  return { ok: true, value: all };
}
