import { backtrack, toMatch, type Search } from './backtrack.ts';
import { parseRegex, type Node } from './parse.ts';

/** One instruction of a compiled expression. */
export type Step =
  | { readonly op: 'set'; readonly test: (char: string) => boolean }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly at: Extract<Node, { kind: 'assert' }>['at'] }
  | { readonly op: 'back'; readonly index: number }
  | { readonly op: 'match' };

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Texts of the groups, the whole match first; undefined when a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

export interface Regex {
  /** The leftmost, longest match at or after `from`. */
  find(text: string, from?: number): Match | undefined;
  test(text: string): boolean;
}

/** Largest program: `a{255}` nested in itself grows quickly. */
const MAX_STEPS = 20_000;

/** Compiles an expression; a text that is none gives the error in GNU's words. */
export function compileRegex(
  text: string,
  how: { extended?: boolean; ignoreCase?: boolean } = {},
): { readonly ok: true; readonly regex: Regex } | { readonly ok: false; readonly error: string } {
  const parsed = parseRegex(text, { extended: how.extended === true, ignoreCase: how.ignoreCase === true });
  if (parsed.error !== undefined) return { ok: false, error: parsed.error };
  if (how.ignoreCase !== true && PLAIN.test(text)) return { ok: true, regex: literal(text) };
  const steps: Step[] = [{ op: 'save', slot: 0 }];
  emit(steps, parsed.node);
  steps.push({ op: 'save', slot: 1 }, { op: 'match' });
  if (steps.length > MAX_STEPS) return { ok: false, error: 'Regular expression too big' };
  const slots = 2 * (parsed.groups + 1);
  const back = steps.some((step) => step.op === 'back');
  const look = (search: Search): Match | undefined =>
    back
      ? backtrack(steps, search, (step, at) => holds({ subject: search.subject, at }, step.at))
      : find(steps, search);
  const regex: Regex = {
    find: (subject, from = 0) => look({ subject, from, slots }),
    test: (subject) => look({ subject, from: 0, slots: back ? slots : 2 }) !== undefined,
  };
  return { ok: true, regex };
}

/** What means itself in basic and in extended expressions: most of what scripts look for, and found much faster. */
const PLAIN = /^[^\\.[\]*^$+?{}()|\n]+$/;

function literal(text: string): Regex {
  return {
    find(subject, from = 0) {
      const start = subject.indexOf(text, from);
      return start < 0 ? undefined : { start, end: start + text.length, groups: [text] };
    },
    test: (subject) => subject.includes(text),
  };
}

function emit(steps: Step[], node: Node): void {
  if (steps.length > MAX_STEPS) return;
  switch (node.kind) {
    case 'set':
      steps.push({ op: 'set', test: node.test });
      break;
    case 'assert':
      steps.push({ op: 'assert', at: node.at });
      break;
    case 'back':
      steps.push({ op: 'back', index: node.index });
      break;
    case 'sequence':
      for (const part of node.nodes) emit(steps, part);
      break;
    case 'group':
      steps.push({ op: 'save', slot: 2 * node.index });
      emit(steps, node.node);
      steps.push({ op: 'save', slot: 2 * node.index + 1 });
      break;
    case 'either':
      emitEither(steps, node.nodes);
      break;
    case 'repeat':
      emitRepeat(steps, node);
  }
}

function emitEither(steps: Step[], nodes: readonly Node[]): void {
  const ends: number[] = [];
  for (const [index, node] of nodes.entries()) {
    const split = steps.length;
    if (index < nodes.length - 1) steps.push({ op: 'jump', to: 0 });
    emit(steps, node);
    if (index === nodes.length - 1) continue;
    ends.push(steps.length);
    steps.push({ op: 'jump', to: 0 });
    steps[split] = { op: 'split', first: split + 1, second: steps.length };
  }
  for (const end of ends) steps[end] = { op: 'jump', to: steps.length };
}

function emitRepeat(steps: Step[], node: Extract<Node, { kind: 'repeat' }>): void {
  for (let count = 0; count < node.from; count++) emit(steps, node.node);
  if (node.to === Number.POSITIVE_INFINITY) {
    const split = steps.length;
    steps.push({ op: 'jump', to: 0 });
    emit(steps, node.node);
    steps.push({ op: 'jump', to: split });
    steps[split] = { op: 'split', first: split + 1, second: steps.length };
    return;
  }
  const splits: number[] = [];
  for (let count = node.from; count < node.to && steps.length <= MAX_STEPS; count++) {
    splits.push(steps.length);
    steps.push({ op: 'jump', to: 0 });
    emit(steps, node.node);
  }
  for (const split of splits) steps[split] = { op: 'split', first: split + 1, second: steps.length };
}

interface Thread {
  readonly at: number;
  readonly saved: readonly number[];
}

/** Pike's algorithm: all threads advance together, each step of the program at most once per character. */
function find(steps: readonly Step[], search: Search): Match | undefined {
  const { subject, from, slots } = search;
  let threads: Thread[] = [];
  let best: readonly number[] | undefined;
  const seen = new Int32Array(steps.length).fill(-1);
  for (let at = from; at <= subject.length; at++) {
    const next: Thread[] = [];
    const visit = { steps, subject, at, seen, threads: next };
    for (const thread of threads) follow(visit, thread);
    if (best === undefined) follow(visit, { at: 0, saved: Array.from<number>({ length: slots }).fill(-1) });
    threads = [];
    for (const thread of next) {
      const step = steps[thread.at];
      if (step?.op === 'match') {
        if (
          best === undefined ||
          (thread.saved[0] === best[0] && at > (best[1] ?? 0)) ||
          (thread.saved[0] ?? 0) < (best[0] ?? 0)
        )
          best = thread.saved;
      } else if (step?.op === 'set' && at < subject.length && step.test(subject[at] ?? ''))
        threads.push({ at: thread.at + 1, saved: thread.saved });
    }
    const found = best;
    if (found) threads = threads.filter((thread) => thread.saved[0] === found[0]);
    if (threads.length === 0 && best !== undefined) break;
  }
  if (!best) return undefined;
  return toMatch(best, search);
}

interface Visit {
  readonly steps: readonly Step[];
  readonly subject: string;
  readonly at: number;
  readonly seen: Int32Array;
  readonly threads: Thread[];
}

/** Adds what a thread reaches without reading a character, in order of preference. */
function follow(visit: Visit, start: Thread): void {
  const pending: Thread[] = [start];
  for (let thread = pending.pop(); thread; thread = pending.pop()) {
    if (visit.seen[thread.at] === visit.at) continue;
    visit.seen[thread.at] = visit.at;
    const step = visit.steps[thread.at];
    if (!step) continue;
    if (step.op === 'jump') pending.push({ at: step.to, saved: thread.saved });
    else if (step.op === 'split')
      pending.push({ at: step.second, saved: thread.saved }, { at: step.first, saved: thread.saved });
    else if (step.op === 'save') {
      const saved = step.slot < thread.saved.length ? thread.saved.with(step.slot, visit.at) : thread.saved;
      pending.push({ at: thread.at + 1, saved });
    } else if (step.op === 'assert') {
      if (holds(visit, step.at)) pending.push({ at: thread.at + 1, saved: thread.saved });
    } else visit.threads.push(thread);
  }
}

function holds(visit: Pick<Visit, 'subject' | 'at'>, assertion: Extract<Node, { kind: 'assert' }>['at']): boolean {
  const { subject, at } = visit;
  if (assertion === 'start') return at === 0;
  if (assertion === 'end') return at === subject.length;
  const before = at > 0 && /\w/.test(subject[at - 1] ?? '');
  const after = at < subject.length && /\w/.test(subject[at] ?? '');
  if (assertion === 'word') return before !== after;
  if (assertion === 'notword') return before === after;
  return assertion === 'wordstart' ? !before && after : before && !after;
}
