import type { CheckSpec, Files, Result } from '../../../engine/grade/check.ts';
import type { Span } from '../../../engine/base/span.ts';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import type { ExamineAnswer } from '../../../worker/client.ts';
import type { CheckRow } from '../../../ui/check-list/check-list.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { stepNames, withCode } from './code-in-messages.ts';

/** A place in a file, for links that lead into the editor. */
export interface Where {
  readonly file: string;
  readonly span: Span;
  readonly line: number;
}

/** What leads the outcome pane. */
export interface Verdict {
  readonly state: 'pass' | 'fail' | 'error' | 'unsim';
  readonly kind: string;
  /** With code between backticks, as `why` is. */
  readonly title: string;
  readonly try?: string | undefined;
  readonly why?: string | undefined;
  readonly where?: Where | undefined;
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Where a finding points, as long as its file is there. */
export function whereOf(found: { readonly file?: string; readonly span?: Span }, files: Files): Where | undefined {
  const file = found.file ?? 'Dockerfile';
  const text = files[file]?.text;
  if (!found.span || text === undefined) return undefined;
  return { file, span: found.span, line: lineAt(text, found.span.start) };
}

/** One sentence about the image of a solved exercise: "991 MB became 10.5 MB". */
function achievement({ starter, image }: EvidenceView): string {
  if (!starter || !image || image.size > starter.size * 0.95) return 'Every check passed';
  return `${formatBytes(starter.size, starter.assumed)} became ${formatBytes(image.size, image.assumed)}`;
}

/** A message that quotes the text can be as long as the text; its beginning and its end tell what it is about. */
export function inShort(message: string): string {
  return message.length <= 400 ? message : `${message.slice(0, 240)} … ${message.slice(-120)}`;
}

/**
 * BuildKit's message about text that does not parse, told as a verdict: the line stands in the link, a proposal is what to
 * try. The log keeps the words as BuildKit prints them.
 */
export function unreadable(message: string): Pick<Verdict, 'title' | 'try'> {
  const said = message.replace(/^dockerfile parse error on line \d+: /, '');
  const proposal = / \(did you mean (\S+)\?\)$/.exec(said);
  const text = proposal ? said.slice(0, proposal.index) : said;
  return {
    title: inShort(text.charAt(0).toUpperCase() + text.slice(1)),
    ...(proposal && { try: `\`${proposal[1]}\`` }),
  };
}

/** What may lead. */
export interface Leading {
  /** A question waits whose answer a failure may tell, so that the question leads. */
  readonly secret?: boolean;
  /** There is something to build: a text that does not parse leads. Default: true. */
  readonly builds?: boolean;
}

/** The one thing to say first: what does not parse, else the first failure, else what could not be judged, else solved. */
export function verdictOf(
  { view, results }: ExamineAnswer,
  files: Files,
  { secret = false, builds = true }: Leading = {},
): Verdict {
  if (builds && view.status === 'unreadable' && view.error) {
    const where = whereOf(view.error, files);
    return { state: 'error', kind: 'Does not parse', ...unreadable(view.error.message), where };
  }
  const asked = secret && results.find((result) => result.status === 'error' && asks(result.message));
  if (asked) return waitingFor(asked, results);
  const names = stepNames(view);
  const failed = results.find((result) => result.status === 'failed');
  if (failed) return marked(fromResult(failed, files, { state: 'fail', kind: 'Fix first' }), names);
  const error = results.find((result) => result.status === 'error');
  if (error && asks(error.message)) return waitingFor(error, results);
  if (error) return marked(fromResult(error, files, { state: 'error', kind: 'Cannot be judged' }), names);
  const open = results.filter((result) => result.status === 'not-simulated');
  if (open.length === 0) return { state: 'pass', kind: 'Solved', title: achievement(view) };
  const passed = results.length - open.length;
  const title = `${passed} ${passed === 1 ? 'check' : 'checks'} passed, ${open.length} cannot be judged`;
  return { state: 'unsim', kind: 'Unjudged', title, why: open[0]?.why ?? open[0]?.message };
}

/** True for a check that waits for the learner's prediction: nothing is wrong, and nothing keeps the check from judging. */
function asks(message: string): boolean {
  return /^Needs a (new )?prediction$/.test(message);
}

/** What leads when all that is missing are predictions: how many of them. */
function waitingFor(first: Result, results: readonly Result[]): Verdict {
  const waiting = results.filter(({ status, message }) => status === 'error' && asks(message)).length;
  const title = waiting === 1 ? 'One prediction is missing' : `${waiting} predictions are missing`;
  return { state: 'error', kind: 'Predict first', title, try: first.try, why: first.why };
}

function fromResult(result: Result, files: Files, head: Pick<Verdict, 'state' | 'kind'>): Verdict {
  const why = result.why === undefined ? undefined : inShort(result.why);
  return { ...head, title: inShort(result.message), try: result.try, why, where: whereOf(result, files) };
}

/** With the names of steps as code; `try` is the author's own text. */
function marked(verdict: Verdict, names: readonly string[]): Verdict {
  const { title, why } = verdict;
  return { ...verdict, title: withCode(title, names), ...(why !== undefined && { why: withCode(why, names) }) };
}

const WORDS = { passed: 'passed', failed: 'failed', 'not-simulated': 'not simulated' } as const;
const STATES = { passed: 'pass', failed: 'fail', error: 'error', 'not-simulated': 'unsim' } as const;

function rank(result: Result): number {
  return result.status === 'failed' ? 0 : 1;
}

/** What rows are made of: verdicts, and the steps that these may name. */
export interface Answered {
  readonly results: readonly Result[];
  readonly view: Pick<EvidenceView, 'steps' | 'predictions'>;
}

/** The checks as rows: failed ones first, in their own order otherwise; before the first answer all of them wait. `secret`: without reasons. */
export function checkRows(
  checks: readonly CheckSpec[],
  answer: Answered | undefined,
  secret = false,
): readonly CheckRow[] {
  if (!answer) return checks.map(({ id, title }) => ({ id, title, state: 'wait', word: 'not judged yet' }));
  const names = stepNames(answer.view);
  return answer.results
    .toSorted((a, b) => rank(a) - rank(b))
    .map((result) => ({
      id: result.check,
      title: result.title,
      state: STATES[result.status],
      word: result.status === 'error' ? errorWord(result) : WORDS[result.status],
      why: secret ? undefined : codedWhy(result, names),
    }));
}

function codedWhy(result: Result, names: readonly string[]): string | undefined {
  const why = whyOf(result);
  return why === undefined ? undefined : withCode(why, names);
}

/** Two to four words that fit beside the title; a longer message is told by the line below. */
function errorWord({ message }: Result): string {
  if (message === 'BuildKit cannot read the Dockerfile') return 'does not parse';
  return message.length <= 16 || asks(message) ? message.toLowerCase() : 'cannot be judged';
}

function whyOf(result: Result): string | undefined {
  if (result.status === 'error') return errorWord(result) === 'cannot be judged' ? told(result) : result.why;
  if (result.status === 'passed')
    return result.message === result.title.replace(/\.$/, '') ? undefined : sentence(result.message);
  return sentence(result.message) + (result.status === 'not-simulated' && result.why ? ` ${result.why}` : '');
}

function told({ message, why }: Result): string {
  return sentence(message) + (why ? ` ${why}` : '');
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** "2 of 3". */
export function passedCount(results: readonly Result[] | undefined, checks: readonly CheckSpec[]): string {
  return `${results?.filter((result) => result.status === 'passed').length ?? 0} of ${checks.length}`;
}

/** The size in bytes that an `image-size` check allows; undefined when there is none. */
export function sizeGoal(checks: readonly CheckSpec[], starter: number | undefined): number | undefined {
  const limits = checks.flatMap((check) => {
    if (check.kind !== 'image-size' || typeof check.with !== 'object' || check.with === null) return [];
    const { max, percent } = check.with as { max?: unknown; percent?: unknown };
    return [
      ...(bytes(max) ?? []),
      ...(typeof percent === 'number' && starter !== undefined ? [(starter * percent) / 100] : []),
    ];
  });
  return limits.length ? Math.min(...limits) : undefined;
}

function bytes(value: unknown): [number] | undefined {
  if (typeof value === 'number') return [value];
  const match = typeof value === 'string' ? /^([\d.]+)\s*([kMG]?)B?$/i.exec(value) : null;
  if (!match) return undefined;
  const power = ['', 'k', 'm', 'g'].indexOf((match[2] ?? '').toLowerCase());
  return [Number(match[1]) * 1000 ** power];
}
