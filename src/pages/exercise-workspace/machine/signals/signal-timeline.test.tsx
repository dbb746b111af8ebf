import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { SignalStory } from '../../../../engine/docker/views/index.ts';
import { ProcessTree } from './process-tree.tsx';
import { SignalTimeline } from './signal-timeline.tsx';
import { choiceOf, tookOf } from './run-labels.ts';
import { VerdictLead } from './verdict-lead.tsx';

const run = { key: 'k', id: 'i', name: 'web', number: 1, image: 'x', command: 'sleep 9', first: 'sleep' };
const story: SignalStory = {
  run,
  title: 'docker stop web',
  from: 0,
  ms: 1000,
  live: false,
  whole: false,
  verdict: {
    tone: 'failed',
    title: 'SIGTERM never reached `node`',
    advice: 'Use `exec`.',
    why: 'PID 1 is `sh`.',
    notes: [],
  },
  processes: [
    { pid: 1, ppid: 0, depth: 0, command: 'sh', note: 'no handler', tone: 'failed' },
    { pid: 7, ppid: 1, depth: 1, command: 'node a.js', note: '', tone: 'plain' },
    { pid: 9, ppid: 7, depth: 2, command: 'sleep 1', note: '', tone: 'plain' },
    { pid: 8, ppid: 1, depth: 1, command: 'sleep 2', note: '', tone: 'plain' },
  ],
  moreProcesses: 0,
  lines: [],
  lanes: [],
  moreLanes: 2,
  steps: [{ at: 500, text: 'PID 1 (`sh`): exit 137' }],
};
const text = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll('\u00a0', ' ');

describe('the signal timeline', () => {
  it('is a picture and the same as a list, from plain data alone', () => {
    const html = renderToStaticMarkup(<SignalTimeline story={story} open />);
    expect(html).toContain(
      'aria-label="Signal timeline of docker stop web: SIGTERM never reached node. The list below it says the same."',
    );
    expect(html).toContain('<details class="twin" open="">');
    expect(text(html)).toContain('2 more processes are not drawn; the list names them.');
    expect(text(html)).toContain('The same in words0.5 s PID 1 (sh): exit 137');
  });
});

describe('the tree of processes', () => {
  it('has children in lists within their parents', () => {
    const html = renderToStaticMarkup(<ProcessTree processes={story.processes} more={0} />);
    const shape = html.replaceAll(/<(?!\/?(?:ul|li)\b)[^>]*>/g, '').replaceAll(/<(\/?\w+)[^>]*>/g, '<$1>');
    expect(shape).toBe(
      '<ul><li>PID 1shno handler<ul><li>PID 7node a.js<ul><li>PID 9sleep 1</li></ul></li><li>PID 8sleep 2</li></ul></li></ul>',
    );
  });
});

describe('the verdict', () => {
  it('says what to try before it says why, under a word for the state', () => {
    expect(text(renderToStaticMarkup(<VerdictLead verdict={story.verdict} />))).toBe(
      'To fixSIGTERM never reached nodeTryUse exec.WhyPID 1 is sh.',
    );
    expect(
      text(
        renderToStaticMarkup(<VerdictLead verdict={{ tone: 'passed', title: 'Done', why: 'So.', notes: ['More.'] }} />),
      ),
    ).toBe('Ended in timeDoneWhySo.More.');
    expect(
      text(renderToStaticMarkup(<VerdictLead verdict={{ tone: 'plain', title: 'Waits', why: 'So.', notes: [] }} />)),
    ).toBe('WaitsWhySo.');
  });
});

describe('a run in a list', () => {
  it('has its name, its number where there are several, and its state', () => {
    expect(choiceOf(run, false)).toBe('web (running)');
    expect(choiceOf({ ...run, number: 2, exit: 137 }, true)).toBe('web, run 2 (exit 137)');
  });

  it('tells how long the end took, where one was asked for', () => {
    expect(tookOf({ ...run, asked: 'docker stop', took: 10_000, exit: 137 })).toBe('10.0\u00a0s');
    expect(tookOf({ ...run, asked: 'docker kill -s TERM' })).toBe('runs');
    expect(tookOf({ ...run, exit: 0 })).toBe('–');
  });
});
