import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseBytes } from '../../engine/base/bytes.ts';
import type { BuildOptions, ContextFact, Files, LogEntry } from '../../engine/grade/check.ts';
import { answersSchema, contentError, overlaySchema, readYaml } from './front-matter.ts';
import { parseLog } from './log-file.ts';
import type { BuildFront, ContextFront, OverlayFront } from './front-matter.ts';

/** Files laid over a workspace, and what cannot be said with files. */
export interface Overlay {
  readonly name: string;
  readonly files: Files;
  readonly facts: OverlayFront;
  /** Options chosen, by prediction. */
  readonly answers: Answers;
  /** Commands typed, where they are part of the answer: the file `.log` of the folder. */
  readonly log: readonly LogEntry[];
}
export type Answers = Readonly<Record<string, readonly string[]>>;

const OVERLAY = 'overlay.yaml';
const ANSWERS = 'answers.yaml';
const LOG = '.log';

/** Names of the folders in `folder`, sorted; none when it does not exist. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** Every text file below `folder`, by path relative to it; empty when the folder does not exist. Dotfiles included. */
export function readFiles(folder: string): Files {
  if (!existsSync(folder)) return {};
  const files: Record<string, { text: string; mode: number }> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (text.includes('\0')) throw contentError(`${path}: is no text; declare it in context: with a size instead`);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    files[name] = { text, mode: 0o644 };
  }
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** One overlay folder with its overlay.yaml and answers.yaml. */
export function readOverlay(folder: string, name: string): Overlay {
  const { [OVERLAY]: yaml, [ANSWERS]: chosen, [LOG]: typed, ...files } = readFiles(folder);
  const facts = yaml ? readYaml(overlaySchema, { file: join(folder, OVERLAY), yaml: yaml.text }) : {};
  const answers = chosen ? readYaml(answersSchema, { file: join(folder, ANSWERS), yaml: chosen.text }) : {};
  const log = typed ? parseLog(typed.text, join(folder, LOG)) : [];
  return { name, files, facts, answers, log };
}

/** The answers in a folder outside of content/, beside the files of an attempt. */
export function readAnswers(folder: string): Answers {
  const file = join(folder, ANSWERS);
  return existsSync(file) ? readYaml(answersSchema, { file, yaml: readFileSync(file, 'utf8') }) : {};
}

/** Each folder below `folder` as an overlay. */
export function readOverlays(folder: string): Overlay[] {
  return foldersIn(folder).map((name) => readOverlay(join(folder, name), name));
}

/** `files` with an overlay on top; `remove:` goes first. A path that ends in `/` removes everything below it. */
export function layOver(files: Files, overlay: Overlay): Files {
  const removed = overlay.facts.remove ?? [];
  const isRemoved = (path: string): boolean =>
    removed.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
  return Object.fromEntries([
    ...Object.entries(files).filter(([path]) => !isRemoved(path)),
    ...Object.entries(overlay.files),
  ]);
}

/** Context facts as the engine takes them. Sizes become bytes, modes bits. */
export function contextFacts(front: ContextFront | undefined): ContextFact[] {
  return Object.entries(front ?? {}).map(([path, { size, mode, ...facts }]) => ({
    path,
    ...facts,
    ...(size === undefined ? {} : { size: parseBytes(size) ?? 0 }),
    // YAML 1.2 reads 0755 as the decimal 755: the digits count, read as octal.
    ...(mode === undefined ? {} : { mode: Number.parseInt(String(mode), 8) }),
  }));
}

/** Facts of an overlay laid over those of the exercise: the same path is replaced, `remove:` takes away. */
export function mergeFacts(facts: readonly ContextFact[], overlay: Overlay): ContextFact[] {
  const added = contextFacts(overlay.facts.context);
  const gone = new Set([...added.map(({ path }) => path), ...(overlay.facts.remove ?? [])]);
  return [...facts.filter(({ path }) => !gone.has(path)), ...added];
}

/** Build options as the engine takes them: secrets by their declared text, named contexts as facts. */
export function buildOptions(front: BuildFront | undefined, secrets: Readonly<Record<string, string>>): BuildOptions {
  const { secrets: named, contexts, ...plain } = front ?? {};
  const folders = Object.entries(contexts ?? {}).map(([name, facts]) => [name, contextFacts(facts)] as const);
  const options = contexts ? { ...plain, contexts: Object.fromEntries(folders) } : plain;
  if (!named) return options;
  const texts = Object.entries(named).map(([id, name]) => [id, secrets[name] ?? ''] as const);
  return { ...options, secrets: Object.fromEntries(texts) };
}

/** The text files of a folder outside of content/, as an attempt: what is no text, answers.yaml, .log, `.git` and `node_modules` are left out. */
export function readWorkspace(folder: string): Files {
  const files: Record<string, { text: string; mode: number }> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    if (!entry.isFile() || name === ANSWERS || name === LOG || /(^|\/)(\.git|node_modules)\//.test(name)) continue;
    const text = readFileSync(path, 'utf8');
    if (!text.includes('\0')) files[name] = { text, mode: 0o644 };
  }
  return files;
}
