import { expect, test } from 'vitest';
import type { CheckSpec, Result } from '../../../engine/grade/check.ts';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import { inShort, checkRows, unreadable, lineAt, sizeGoal, verdictOf } from './verdict.ts';

const FILES = { Dockerfile: { text: 'FROM a\nCOPPY x y\n', mode: 0o644 } };
const VIEW: EvidenceView = {
  status: 'built',
  error: undefined,
  problems: [],
  steps: [],
  transfers: [],
  stages: [],
  edges: [],
  layers: [],
  image: undefined,
  starter: undefined,
  waste: undefined,
  leaks: [],
  predictions: [],
  context: { files: 0, bytes: 0, largest: [] },
  notSimulated: [],
  log: '',
  ms: 0,
  solved: false,
  unjudged: false,
};
const result = (check: string, status: Result['status'], more: Partial<Result> = {}): Result => ({
  check,
  title: check,
  status,
  message: `${check} is ${status}`,
  ...more,
});
const judged = (results: readonly Result[], view: Partial<EvidenceView> = {}) =>
  verdictOf({ view: { ...VIEW, ...view }, results, hints: [] }, FILES);

test('text that does not parse takes the lead from all checks', () => {
  const error = { message: 'unknown instruction: COPPY', line: 2, endLine: 2, span: { start: 7, end: 12 } };
  expect(judged([result('a', 'failed')], { status: 'unreadable', error })).toEqual({
    state: 'error',
    kind: 'Does not parse',
    title: 'Unknown instruction: COPPY',
    where: { file: 'Dockerfile', span: { start: 7, end: 12 }, line: 2 },
  });
});

test('of BuildKit’s message the line goes into the link and the proposal becomes what to try', () => {
  expect(unreadable('dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)')).toEqual({
    title: 'Unknown instruction: RUNN',
    try: '`RUN`',
  });
  expect(unreadable('file with no instructions')).toEqual({ title: 'File with no instructions' });
});

test('the first failure leads, whatever passed before it', () => {
  const failure = result('b', 'failed', { try: 'Do this.', why: 'Because.' });
  expect(judged([result('a', 'passed'), failure, result('c', 'failed')])).toMatchObject({
    state: 'fail',
    kind: 'Fix first',
    title: 'b is failed',
    try: 'Do this.',
    why: 'Because.',
  });
});

test('predictions without an answer are counted, and their checks say what they need', () => {
  const none = { message: 'Needs a prediction', try: 'Answer the question beside the task.' };
  const stale = { message: 'Needs a new prediction', try: 'Once more.', why: 'Other steps.' };
  const results = [result('a', 'passed'), result('b', 'error', none), result('c', 'error', stale)];
  expect(judged(results)).toEqual({
    state: 'error',
    kind: 'Predict first',
    title: '2 predictions are missing',
    try: 'Answer the question beside the task.',
    why: undefined,
  });
  expect(judged(results.slice(0, 2)).title).toBe('One prediction is missing');
  expect(checkRows([], { results, view: VIEW }).map(({ word, why }) => [word, why])).toEqual([
    ['passed', 'a is passed.'],
    ['needs a prediction', undefined],
    ['needs a new prediction', 'Other steps.'],
  ]);
});

test('an error that is no open question keeps its words', () => {
  const message = 'The exercise has no prediction called touch';
  expect(judged([result('a', 'error', { message })])).toMatchObject({ kind: 'Cannot be judged', title: message });
  expect(checkRows([], { results: [result('a', 'error', { message })], view: VIEW })[0]).toMatchObject({
    word: 'cannot be judged',
    why: `${message}.`,
  });
});

test('what cannot be judged is not held against the answer', () => {
  expect(judged([result('a', 'passed'), result('b', 'not-simulated', { why: '`xz` is not simulated.' })])).toEqual({
    state: 'unsim',
    kind: 'Unjudged',
    title: '1 check passed, 1 cannot be judged',
    why: '`xz` is not simulated.',
  });
});

test('solved says what became of the image', () => {
  const image = { size: 10_500_000, assumed: false } as EvidenceView['image'];
  expect(judged([result('a', 'passed')], { image, starter: { size: 991_000_000, assumed: true } }).title).toBe(
    '≈\u00a0991\u00a0MB became 10.5\u00a0MB',
  );
});

test('before the first answer all checks wait; then failures come first', () => {
  const checks: CheckSpec[] = [
    { id: 'a', kind: 'builds', title: 'A', with: {} },
    { id: 'b', kind: 'builds', title: 'B', with: {} },
  ];
  expect(checkRows(checks, undefined).map(({ id, state }) => [id, state])).toEqual([
    ['a', 'wait'],
    ['b', 'wait'],
  ]);
  const rows = checkRows(checks, { results: [result('a', 'passed'), result('b', 'failed')], view: VIEW });
  expect(rows.map(({ id, state, word }) => [id, state, word])).toEqual([
    ['b', 'fail', 'failed'],
    ['a', 'pass', 'passed'],
  ]);
});

function sizeCheck(value: unknown): CheckSpec {
  return { id: 'x', kind: 'image-size', title: '', with: value };
}

test('the goal is the smallest size that any check allows', () => {
  expect(sizeGoal([sizeCheck({ max: '30MB' }), sizeCheck({ percent: 2 })], 1_000_000_000)).toBe(20_000_000);
  expect(sizeGoal([sizeCheck({ min: '1MB' })], undefined)).toBeUndefined();
});

test('lines are counted from 1', () => {
  expect([lineAt('a\nb', 0), lineAt('a\nb', 1), lineAt('a\nb', 2)]).toEqual([1, 1, 2]);
});

test('a message as long as the text it quotes is cut in its middle, a usual one is not', () => {
  expect([inShort('short'), inShort(`begin ${'x'.repeat(1000)} end`).length]).toEqual(['short', 363]);
  expect(inShort(`begin ${'x'.repeat(1000)} end`)).toMatch(/^begin x+ … x+ end$/);
});

test('names of steps are set as code in the title, the reason and the rows; the advice stays the author’s', () => {
  const name = '[build 2/3] RUN npm run build';
  const steps = [{ name }] as unknown as EvidenceView['steps'];
  const failure = result('a', 'failed', { message: `The build stops at ${name}`, why: `“${name}” ends.`, try: name });
  expect(judged([failure], { steps })).toMatchObject({
    title: `The build stops at \`${name}\``,
    why: `\`${name}\` ends.`,
    try: name,
  });
  expect(checkRows([], { results: [failure], view: { ...VIEW, steps } })[0]?.why).toBe(
    `The build stops at \`${name}\`.`,
  );
});

test('while a question waits whose answer a failure may tell, the question leads and rows have no reasons', () => {
  const waits = result('p', 'error', { message: 'Needs a prediction', try: 'Answer.' });
  const results = [result('a', 'failed', { why: 'Stage test was skipped.' }), waits];
  const answer = { view: VIEW, results, hints: [] };
  expect(verdictOf(answer, FILES, { secret: true })).toMatchObject({
    kind: 'Predict first',
    title: 'One prediction is missing',
  });
  expect(verdictOf(answer, FILES)).toMatchObject({ kind: 'Fix first', why: 'Stage test was skipped.' });
  expect(checkRows([], { results, view: VIEW }, true).map(({ id, word, why }) => [id, word, why])).toEqual([
    ['a', 'failed', undefined],
    ['p', 'needs a prediction', undefined],
  ]);
  // nothing to answer: the failure leads
  expect(verdictOf({ view: VIEW, results: [result('a', 'failed')], hints: [] }, FILES, { secret: true }).kind).toBe(
    'Fix first',
  );
});

test('an exercise without anything to build leads with its first failure, not with a file that is not there', () => {
  const error = { message: 'file with no instructions', line: 1, endLine: 1 };
  const view = { ...VIEW, status: 'unreadable' as const, error };
  const answer = { view, results: [result('network', 'failed')], hints: [] };
  expect(verdictOf(answer, {}, { builds: false }).kind).toBe('Fix first');
  expect(verdictOf(answer, {}).kind).toBe('Does not parse');
});
