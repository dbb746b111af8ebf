import { dockerSize } from '../../base/bytes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Mount, PlanStep } from '../../dockerfile/plan.ts';
import { fullReference } from '../../dockerfile/index.ts';
import { byteLength } from '../../files/index.ts';
import type { LintDiagnostic } from '../../lint/index.ts';
import type { ExportedCache } from '../cache/cache-transfer.ts';
import { packedBytes } from '../timing/transfer-times.ts';
import { earlierContext, readsContext, requested, transferMs } from '../context/requested-paths.ts';
import { UNREADABLE } from '../context/unreadable-ignore-file.ts';
import { exportLines, failedImports, importLines } from './transfer-lines.ts';
import { namedSources } from '../context/named-contexts.ts';
import { excerpt } from './excerpt.ts';
import { documentsOf } from '../context/inline-documents.ts';
import { outputLines } from './output-lines.ts';
import { vertexNames } from './vertex-names.ts';
import type { BuildError, Image } from '../result.ts';
import type { Done, Session } from '../session.ts';

interface End {
  readonly findings: readonly Diagnostic[];
  readonly error: BuildError | undefined;
  readonly image: Image | undefined;
  readonly exports: readonly (ExportedCache & { readonly ms: number })[];
}

/** Lines of output that Docker repeats under the name of a failed step (moby/buildkit progressui: a ring of ten). */
const TAIL = 10;

/**
 * The text of `docker build --progress=plain` (recorded form, transcripts img-*): one block for each vertex in the order in
 * which they begin, then the failed step, warnings, the excerpt and the error.
 */
export function buildLog(session: Session, end: End): string {
  const blocks: string[][] = [];
  const add = (lines: readonly string[]): void => {
    blocks.push(lines.map((line) => `#${blocks.length + 1} ${line}`));
  };
  addDefinition(session, end, add);
  const failing = addImages(session, end, add);
  if (!failing && end.error && end.error.stepId === undefined) {
    if (end.error.message.startsWith(REFUSED)) addIgnore(session, add);
    const unsent = end.error.message.startsWith(UNREADABLE);
    if (unsent) addUnsent(session, add, end.error.message);
    return text(blocks, tail(session, end, unsent ? CONTEXT : undefined));
  }
  if (!failing) addSteps(session, add);
  if (end.image && !session.input.withoutExport) add([...imageLines(session, end.image), done(0)]);
  for (const one of end.exports) add(exportLines(one));
  return text(blocks, tail(session, end, failing));
}

function imageLines(session: Session, { id }: Image): string[] {
  return ['exporting to image', 'exporting layers done', `writing image ${id} done`, ...naming(session)];
}

/** Begins what is said once the whole definition was read. */
const REFUSED = 'failed to load LLB: ';

/** What is fetched for a step or FROM; recorded form: docker/buildx issue 1901, macbre/push-to-ghcr pull 5. */
function fetchLines({ result, vertex }: Done): string[] {
  const { plan, start, end, layer, trees } = result;
  const isFrom = plan.kind === 'from';
  if (end === start || !(isFrom || vertex.imported !== undefined)) return [];
  const layers = isFrom ? trees.after.layers : layer ? [layer] : [];
  const resolved = isFrom ? [`resolve ${plan.name.replace(/^\[.*?\] FROM /, '')} done`] : [];
  const sizes = layers.map((one) => {
    const size = dockerSize(packedBytes(one));
    return `${one.id} ${size} / ${size} done`;
  });
  return [...resolved, ...sizes, ...layers.map(({ id }) => `extracting ${id} done`)];
}

function fileName(session: Session): string {
  return session.input.filename ?? 'Dockerfile';
}

function naming(session: Session): string[] {
  return (session.input.tags ?? []).map((tag) => `naming to ${shortReference(tag)} done`);
}

/** `app` → `docker.io/library/app`: the tag stays out when none is given. */
function shortReference(tag: string): string {
  const full = fullReference(tag) ?? tag;
  return /:[^/]*$/.test(tag) ? full : full.replace(/:latest$/, '');
}

function text(blocks: readonly (readonly string[])[], rest: string): string {
  const head = '#0 building with "default" instance using docker driver';
  return [head, ...blocks.map((lines) => lines.join('\n'))].join('\n\n') + `\n${rest}`;
}

function done(ms: number): string {
  return `DONE ${(ms / 1000).toFixed(1)}s`;
}

type Add = (lines: readonly string[]) => void;

/** Metadata of the images that the build needs; answers the name of the block that failed. */
function addImages(session: Session, end: End, add: Add): string | undefined {
  const { stages, phase } = session.evaluation;
  const match = /failed to resolve source metadata for (\S+): (.*?)( \(did you mean .*\?\))?$/s.exec(
    end.error?.message ?? '',
  );
  const reached = phase === 'dispatch' || phase === 'done' || (phase === 'images' && match);
  const images = reached
    ? stages.filter((stage) => stage.reachable && stage.baseStage === undefined && stage.baseName !== 'scratch')
    : [];
  const contexts = new Set(images.flatMap(({ context }) => context ?? []));
  for (const name of new Set(images.map((stage) => stage.context ?? stage.baseName))) {
    if (contexts.has(name)) {
      addIgnore(session, add, name);
      continue;
    }
    const title = `[internal] load metadata for ${name}`;
    if (match?.[1] === name) {
      add([title, `ERROR: ${match[2]}`]);
      return title;
    }
    add([title, done(0)]);
  }
  return undefined;
}

/** The .dockerignore of the build context, or of a named one. */
function addIgnore(session: Session, add: Add, name?: string): void {
  if (name === undefined && session.input.remoteContext) return;
  const { dockerignore } = name === undefined ? session.input : (session.named.get(name) ?? session.input);
  const ignored = dockerignore === undefined ? 2 : 40 + byteLength(dockerignore);
  const who = name === undefined ? 'internal' : `context ${name}`;
  add([`[${who}] load .dockerignore`, `transferring ${name ?? 'context'}: ${dockerSize(ignored)} done`, done(0)]);
}

/** Where the Dockerfile comes from. Source of a context from standard input: measured, Engine 26.1.5. */
function addDefinition(session: Session, end: End, add: Add): void {
  const file = fileName(session);
  const size = 27 + file.length + byteLength(session.input.dockerfile);
  const warned = warningLines(session, end.findings).map((line) => `WARN: ${line}`);
  const definition = `[internal] load build definition from ${file}`;
  if (!session.input.remoteContext)
    add([definition, `transferring dockerfile: ${dockerSize(size)} done`, ...warned, done(0)]);
  else for (const title of ['[internal] load remote build context', 'copy /context /']) add([title, done(0)]);
}

const CONTEXT = '[internal] load build context';

/** A context that the client refuses to send: the images are there by then. */
function addUnsent(session: Session, add: Add, why: string): void {
  addIgnore(session, add);
  for (const { kind, name } of session.evaluation.steps) if (kind === 'from') add([name, done(0)]);
  add([CONTEXT, 'transferring context: done', `ERROR: ${why}`]);
}

/** What the client sends of the build context, or of the named one that stands for a stage. */
function addTransfer(session: Session, add: Add, place?: number): void {
  if (place === undefined && session.input.remoteContext) return;
  const name = place === undefined ? undefined : session.evaluation.stages[place]?.context;
  const { files, bytes: sent } = requested(session, place).amount(earlierContext(session, place));
  const title = name === undefined ? CONTEXT : `[context ${name}] load from client`;
  const size = dockerSize(2 + sent + 30 * files);
  add([title, `transferring ${name ?? 'context'}: ${size} done`, done(transferMs(session, place))]);
}

function addSteps(session: Session, add: Add): void {
  addIgnore(session, add);
  for (const found of session.input.cacheFrom ?? []) add(importLines(found));
  const order = session.done
    .filter((one) => one.first)
    .toSorted((a, b) => a.result.start - b.result.start || rank(a) - rank(b));
  const names = vertexNames(session);
  const settings = new Set<string>();
  const shown = new Set<string>();
  const transferred = new Set<number | undefined>();
  for (const one of order) {
    const { plan } = one.result;
    for (const place of [...(readsContext(plan) ? [undefined] : []), ...namedSources(session, plan)]) {
      if (!transferred.has(place)) addTransfer(session, add, place);
      transferred.add(place);
    }
    for (const mount of cacheSettings(one.result.plan)) {
      const set = [mount.mode, mount.uid, mount.gid].join();
      if (!settings.has(set)) add(['[internal] settings cache mount permissions', done(0)]);
      settings.add(set);
    }
    addDocuments(session, one, { shown, add });
    // What a cached step printed when it ran is not printed again.
    const output = one.result.status === 'cached' ? [] : outputLines(one.result.log);
    add([names.get(one.vertex.key) ?? one.result.plan.name, ...fetchLines(one), ...output, ending(one, session)]);
  }
  // An image that is nothing but a context.
  const target = session.evaluation.stages.find(({ isTarget }) => isTarget);
  if (target?.context !== undefined && !transferred.has(target.index)) addTransfer(session, add, target.index);
}

/** A document that the builder has made before is called CACHED where its step runs, as an image is (measured, Engine 26.1.5). */
function addDocuments(
  { input }: Session,
  { result: { plan, status } }: Done,
  to: { shown: Set<string>; add: Add },
): void {
  for (const { key } of documentsOf(plan)) {
    if (to.shown.has(key)) continue;
    to.shown.add(key);
    const known = status !== 'cached' && input.cache?.documents?.has(key) === true;
    to.add(['[internal] preparing inline document', known ? 'CACHED' : done(0)]);
  }
}

/** Cache mounts whose folder gets an owner or a mode: a vertex of its own (dockerfile2llb `setCacheUIDGID`). */
function cacheSettings(plan: PlanStep): readonly Mount[] {
  if (plan.kind !== 'run') return [];
  return plan.mounts.filter(({ type, mode, uid, gid }) => type === 'cache' && (mode ?? uid ?? gid) !== undefined);
}

/** FROM lines come first among steps that begin together. */
function rank(one: Done): number {
  return one.result.plan.kind === 'from' ? 0 : 1;
}

/**
 * A known image is only called CACHED when something that runs stands right on it or copies from it, or when it is all there is: recorded, img-cache,
 * img-secrets; measured with Engine 26.1.5.
 */
function isShownCached({ result, vertex }: Done, { done: all, evaluation }: Session): boolean {
  if (result.plan.kind !== 'from') return true;
  const image = evaluation.stages[result.plan.stage]?.baseName;
  const ids = new Set(all.flatMap((one) => (one.vertex.key === vertex.key ? one.result.id : [])));
  const uses = ({ vertex: other, result: { plan, recipe } }: Done): boolean =>
    recipe.parents.some((id) => ids.has(id)) ||
    other.sources.includes(vertex.key) ||
    (plan.kind === 'run' && plan.mounts.some(({ from }) => from === image)) ||
    ((plan.kind === 'copy' || plan.kind === 'add') && plan.from === image);
  return all.length === 1 || all.some((other) => !other.vertex.cached && uses(other));
}

function ending(one: Done, session: Session): string {
  const { result, vertex } = one;
  if (result.status === 'cached') return isShownCached(one, session) ? 'CACHED' : done(0);
  if (result.status === 'canceled') return 'CANCELED';
  if (result.status === 'failed') return `ERROR: ${vertex.outcome.shortError ?? vertex.outcome.error}`;
  return done(result.end - result.start);
}

function tail(session: Session, end: End, image: string | undefined): string {
  const { error } = end;
  const failed = session.done.find(({ result }) => result.status === 'failed' && result.id === error?.stepId);
  let rest = '';
  const name = failed?.result.plan.name ?? image;
  if (name !== undefined) {
    const log = failed?.result.log ?? [];
    const lines = outputLines(log).slice(-TAIL);
    // An open line is closed by an empty one (measured, golden/solve.jsonl `no-newline`).
    if (log.length && log.at(-1)?.text.endsWith('\n') === false) lines.push('');
    rest += ['------', ` > ${name}:`, ...lines, '------', ''].join('\n');
  }
  rest += failedImports(session.input.cacheFrom) + warnings(session, end.findings);
  if (!error) return rest;
  if (error.message.startsWith('failed to load cache key: ') || error.message.startsWith(UNREADABLE))
    return `${rest}ERROR: failed to solve: ${error.message}\n`;
  return `${rest}${excerpt(session.input.dockerfile, error, fileName(session))}ERROR: failed to solve: ${error.message}\n`;
}

/** BuildKit's own checks only, as buildx prints them; from an older front end the parser's warning alone, in its own words. */
function warningLines({ input, dockerfile }: Session, findings: readonly Diagnostic[]): string[] {
  const own = (findings as readonly LintDiagnostic[]).filter((finding) => finding.origin === 'buildkit');
  if (!input.parserWarnings)
    return own.map(({ name, message, line }) => `${name}: ${message}${line ? ` (line ${line})` : ''}`);
  const { nodes } = dockerfile;
  return own
    .filter(({ name }) => name === 'NoEmptyContinuation')
    .map(({ line = 0 }) => nodes.find((node) => node.line <= line && line <= node.endLine)?.original ?? '')
    .map((original) => `Empty continuation line found in: ${original}`);
}

/** Source of the older words: recorded, img-parse. */
function warnings(session: Session, findings: readonly Diagnostic[]): string {
  const lines = warningLines(session, findings);
  if (!lines.length) return '';
  const count = lines.length === 1 ? '1 warning' : `${lines.length} warnings`;
  const list = lines.map((line) => ` - ${line}\n`).join('');
  // buildx 0.13 colours this even where there is no terminal
  if (session.input.parserWarnings) return `\n \u001B[33m${count} found (use --debug to expand):\n\u001B[0m${list}`;
  return `\n ${count} found (use docker --debug to expand):\n${list}`;
}
