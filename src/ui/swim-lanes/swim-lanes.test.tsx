import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SwimKey, SwimLanes, type SwimLane } from './swim-lanes.tsx';

const lane = (id: string, more: Partial<SwimLane> = {}): SwimLane => ({
  id,
  label: `${id} sh`,
  note: 'SIGTERM ignored',
  tone: 'plain',
  end: 'exit 137',
  bars: [{ from: 0, to: 10_000, kind: 'runs' }],
  marks: [],
  ...more,
});
const drawn = (lanes: readonly SwimLane[], ms = 10_000) =>
  renderToStaticMarkup(
    <SwimLanes
      label="Ten seconds"
      lanes={lanes}
      lines={[
        { at: 0, kind: 'sent', text: 'SIGTERM' },
        { at: 10_000, kind: 'kill', text: 'SIGKILL' },
      ]}
      ms={ms}
    />,
  );

describe('lanes', () => {
  it('are a picture with one sentence', () => {
    expect(drawn([])).toContain('role="img" aria-label="Ten seconds"');
  });

  it('have bars on a scale with room behind the last event', () => {
    expect(drawn([lane('1')])).toContain('--s:0.00%;--w:83.33%');
  });

  it('of something that took no time are on a scale of a second', () => {
    expect(drawn([lane('1', { bars: [{ from: 0, to: 500, kind: 'runs' }] })], 0)).toContain('--s:0.00%;--w:50.00%');
  });

  it('say what went wrong in a stroke of its own, and what came after it', () => {
    expect(drawn([lane('1', { tone: 'failed' })])).toMatch(
      /<span class="[^"]*failed[^"]*">SIGTERM ignored<\/span>, exit 137/,
    );
    expect(drawn([lane('1', { note: '' })])).toMatch(/<span>exit 137<\/span>/);
  });

  it('tell lines and marks apart by more than their colour', () => {
    const html = drawn([lane('1', { marks: [{ at: 0, kind: 'lost', text: 'SIGTERM' }] })]);
    const classes = [...html.matchAll(/<i class="([^"]*)"/g)].map((match) =>
      match[1]?.replaceAll(/_([a-z]+)_\w+/g, '$1'),
    );
    expect(classes).toEqual(['line', 'line kill before', 'bar runs', 'mark lost']);
  });
});

describe('the key', () => {
  it('explains what is drawn and nothing else', () => {
    const html = renderToStaticMarkup(
      <SwimKey lanes={[lane('1', { marks: [{ at: 0, kind: 'caught', text: 'SIGTERM' }] })]} />,
    );
    expect([...html.matchAll(/<\/i>([^<]*)<\/li>/g)].map((match) => match[1])).toEqual(['runs', 'signal caught']);
  });
});
