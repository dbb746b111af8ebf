import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Timeline, type TimelineBar } from './timeline.tsx';

const bar = (id: string, more: Partial<TimelineBar>): TimelineBar => ({
  id,
  label: `step ${id}`,
  start: 0,
  end: 0,
  state: 'ran',
  critical: false,
  note: 'a note',
  ...more,
});
const lane = (id: string, bars: readonly TimelineBar[]) => ({ id, title: `lane ${id}`, bars });
const drawn = (...lanes: ReturnType<typeof lane>[]) =>
  renderToStaticMarkup(<Timeline label="Ten seconds" lanes={lanes} ms={10_000} />);

test('it is a picture with one sentence', () => {
  expect(drawn(lane('a', []))).toContain('role="img" aria-label="Ten seconds"');
});

test('a bar stands where its step ran, on a scale that ends at a round number', () => {
  expect(drawn(lane('a', [bar('1', { start: 2500, end: 7500 })]))).toContain('--s:25.000%;--w:50.000%');
});

test('what is critical, cached, failed or canceled differs by more than its colour', () => {
  const html = drawn(
    lane('a', [bar('1', { critical: true }), bar('2', { state: 'cached' }), bar('3', { state: 'failed' })]),
  );
  const classes = [...html.matchAll(/<i class="([^"]*)"/g)].map((match) => match[1]?.replaceAll('timeline-', ''));
  expect(classes).toEqual(
    ['bar ran critical', 'bar cached', 'bar failed'].map((name) =>
      expect.stringContaining(name.split(' ').at(-1) ?? ''),
    ),
  );
});

test('a lane that is alone has no heading', () => {
  expect(drawn(lane('a', []))).not.toContain('lane a');
  expect(drawn(lane('a', []), lane('b', []))).toContain('lane b');
});

test('time to spare stands behind the note where there is room, and is left out where there is none', () => {
  expect(drawn(lane('a', [bar('1', { end: 2000, spare: '8 s to spare' })]))).toContain('a note, 8 s to spare');
  expect(drawn(lane('a', [bar('1', { end: 9000, spare: '1 s to spare' })]))).not.toContain('to spare');
});
