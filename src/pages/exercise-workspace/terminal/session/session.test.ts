import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Files, LogEntry } from '../../../../engine/grade/check.ts';
import type { HostAnswer, HostStart, HostStep, Outcome } from '../../../../worker/client.ts';
import { changesOf, forEditor, withChanges } from './changed-files.ts';
import { createTerminalSession, type SessionDesk } from './session.ts';

const file = (text: string) => ({ text, mode: 0o644 });

interface Asked {
  readonly start: HostStart;
  readonly step?: HostStep;
  readonly look?: string;
}

const LOOKED: Outcome<unknown> = { status: 'answered', value: 'map' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function settled(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(5);
}

/** A worker that echoes, and says that something runs while `run` was typed last. */
function bench(start: Files = {}, log: readonly LogEntry[] = []) {
  const asked: Asked[] = [];
  const recorded: { log: readonly LogEntry[]; changes: unknown }[] = [];
  const state = { files: start, now: 0, session: '', fails: false, answer: {} as Partial<HostAnswer>, looked: LOOKED };
  const session = createTerminalSession(
    {
      start,
      files: () => state.files,
      record(next, changes) {
        recorded.push({ log: next, changes });
        state.files = withChanges(state.files, changes);
      },
      now: () => state.now,
      client: {
        async hostStep(from, step) {
          asked.push({ start: from, step });
          if (state.fails) return { status: 'failed', reason: 'timeout', message: 'It took too long.' };
          const whole = state.session !== from.id;
          state.session = from.id;
          const text = whole ? from.log.map((one) => `${one.text}\n`).join('') : '';
          return {
            status: 'answered',
            value: {
              now: step.entry?.at ?? from.now,
              files: whole ? start : {},
              notSimulated: [],
              idle: true,
              whole,
              terminals: [
                {
                  id: 0,
                  state: step.entry?.text === 'run' ? 'running' : 'command',
                  text: text + (step.entry ? `${step.entry.text}\n` : ''),
                },
              ],
              ...state.answer,
            },
          };
        },
        hostComplete: async () => undefined,
        hostLook: (async (from: HostStart, look: string) => {
          asked.push({ start: from, look });
          return state.looked;
        }) as SessionDesk['client']['hostLook'],
      },
    },
    log,
  );
  const end = session.watch();
  return { end, session, asked, recorded, state, settled };
}

describe('a session at the terminals', () => {
  it('opens a terminal with its size, and logs commands with the edits before them', async () => {
    const { session, recorded, state } = bench({ a: file('1') });
    session.resize(0, 80, 24);
    await settled();
    state.files = { a: file('2') };
    state.now = 1500.5;
    session.enter(0, ['ls']);
    await settled();
    expect(recorded.at(-1)?.log).toEqual([
      { at: 0, terminal: 0, kind: 'resize', text: '80x24' },
      { at: 1501, terminal: 0, kind: 'command', text: 'ls', files: { a: file('2') } },
    ]);
    expect(session.text(0)).toBe('80x24\nls\n');
    expect(session.history()).toEqual(['ls']);
  });

  it('gives a line to what runs, lets lines of a paste wait, and forgets them at Ctrl+C', async () => {
    const { session, asked } = bench();
    session.resize(0, 80, 24);
    session.enter(0, ['run', 'later']);
    await settled();
    session.enter(0, ['typed']);
    await settled();
    expect(asked.flatMap(({ step }) => (step?.entry ? [[step.entry.kind, step.entry.text]] : []))).toEqual([
      ['resize', '80x24'],
      ['command', 'run'],
      ['input', 'typed'],
      ['command', 'later'],
    ]);
    session.enter(0, ['run', 'never']);
    await settled();
    session.signal(0, 'INT');
    await settled();
    expect(session.history()).toEqual(['run', 'later', 'run']);
  });

  it('takes the last command back with what came after it', async () => {
    const { session, asked, recorded } = bench();
    session.resize(0, 80, 24);
    session.enter(0, ['one']);
    session.enter(0, ['two']);
    session.signal(0, 'INT');
    await settled();
    const printed: [string, boolean][] = [];
    session.onPrint(0, (text, whole) => printed.push([text, whole]));
    session.undo();
    await settled();
    expect(recorded.at(-1)?.log.map(({ text }) => text)).toEqual(['80x24', 'one']);
    expect(asked.at(-1)?.start.id).not.toBe(asked.at(-2)?.start.id);
    expect(printed.at(-1)).toEqual(['80x24\none\n', true]);
    expect(session.snapshot().undoable).toBe(true);
  });

  it('goes on from a log', async () => {
    const log: LogEntry[] = [
      { at: 0, terminal: 0, kind: 'resize', text: '80x24' },
      { at: 7, terminal: 0, kind: 'command', text: 'old' },
    ];
    const { session, asked } = bench({}, log);
    session.resize(0, 80, 24);
    await settled();
    expect(asked).toEqual([
      { start: { id: expect.any(String) as string, files: {}, log, now: 7 }, step: { ms: 0, waiting: false } },
    ]);
    expect(session.text(0)).toBe('80x24\nold\n');
  });

  it('waits at once when asked to', async () => {
    const { session, asked } = bench();
    session.resize(0, 80, 24);
    await settled();
    session.setSpeed('at-once');
    session.enter(0, ['sleep 5']);
    await settled();
    expect(asked.at(-1)?.step).toMatchObject({ ms: 10_000, waiting: true });
  });

  it('says why a command was not run, and forgets what was to follow', async () => {
    const { session, state } = bench();
    session.resize(0, 80, 24);
    await settled();
    state.fails = true;
    session.enter(0, ['ls', 'pwd']);
    await settled();
    expect(session.snapshot().problem).toMatch(
      /^Type something else: .* was not done\. Everything before it is safe\.$/,
    );
    expect(session.history()).toEqual([]);
    state.fails = false;
    session.enter(0, ['id']);
    await settled();
    expect(session.snapshot().problem).toBeUndefined();
    expect(session.history()).toEqual(['id']);
  });
});

describe('keys of a program that reads them one by one', () => {
  const inLess = { terminals: [{ id: 0, state: 'keys', text: '', help: 'q: quit' }] } as Partial<HostAnswer>;

  it('go as they come, and are one entry of the log for five seconds', async () => {
    const { session, asked, recorded, state } = bench();
    session.resize(0, 80, 24);
    await settled();
    state.answer = inLess;
    session.enter(0, ['less n']);
    await settled();
    expect(session.snapshot().terminals).toEqual([{ id: 0, state: 'keys', help: 'q: quit' }]);
    session.keys(0, ' ');
    await settled();
    state.now = 4000;
    session.keys(0, 'b');
    session.keys(0, 'G');
    session.keys(0, 'g');
    await settled();
    state.now = 9000;
    session.keys(0, 'q');
    await settled();
    expect(asked.flatMap(({ step }) => (step?.entry?.kind === 'keys' ? [[step.entry.text, step.joins]] : []))).toEqual([
      [' ', undefined],
      ['b', true],
      ['Gg', true],
      ['q', undefined],
    ]);
    expect(recorded.at(-1)?.log.filter(({ kind }) => kind === 'keys')).toEqual([
      { at: 0, terminal: 0, kind: 'keys', text: ' bGg' },
      { at: 9000, terminal: 0, kind: 'keys', text: 'q' },
    ]);
  });

  it('do not join an Escape, which with the next key would be another one', async () => {
    const { session, recorded, state } = bench();
    session.resize(0, 80, 24);
    await settled();
    state.answer = inLess;
    session.keys(0, 'i');
    session.keys(0, '\u001B');
    session.keys(0, 'O');
    await settled();
    expect(recorded.at(-1)?.log.flatMap(({ kind, text }) => (kind === 'keys' ? [text] : []))).toEqual(['i\u001B', 'O']);
  });

  it('stop joining after a command, and with an edit in between', async () => {
    const { session, recorded, state } = bench();
    session.resize(0, 80, 24);
    await settled();
    state.answer = inLess;
    session.keys(0, 'a');
    session.signal(0, 'INT');
    session.keys(0, 'b');
    await settled();
    state.files = { made: file('1') };
    session.keys(0, 'c');
    await settled();
    expect(recorded.at(-1)?.log.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'resize 80x24',
      'keys a',
      'signal INT',
      'keys b',
      'keys c',
    ]);
  });

  it('come with the size of the window once it rests; at a prompt the next command tells it', async () => {
    const { session, recorded, state } = bench();
    session.resize(0, 80, 24);
    await settled();
    session.resize(0, 90, 24);
    await vi.advanceTimersByTimeAsync(150);
    expect(recorded.at(-1)?.log.map(({ text }) => text)).toEqual(['80x24']);
    state.answer = inLess;
    session.enter(0, ['less n']);
    await settled();
    session.resize(0, 91, 24);
    session.resize(0, 92, 24);
    await vi.advanceTimersByTimeAsync(150);
    expect(recorded.at(-1)?.log.map(({ text }) => text)).toEqual(['80x24', '90x24', 'less n', '92x24']);
  });
});

describe('looks at a session', () => {
  it('are asked with all that was typed, and told', async () => {
    const { session, asked } = bench();
    session.resize(0, 80, 24);
    session.enter(0, ['ls']);
    await settled();
    expect(await session.look('map', {})).toEqual(LOOKED);
    expect(asked.at(-1)?.start.log.map(({ text }) => text)).toEqual(['80x24', 'ls']);
  });

  it('at what was taken back meanwhile are not told', async () => {
    const { session } = bench();
    session.enter(0, ['ls']);
    await settled();
    const look = session.look('map', {});
    session.undo();
    expect(await look).toEqual({ status: 'superseded' });
  });

  it('make the host before there is a terminal; without anybody who watches its time stands still', async () => {
    const { session, asked, end, state } = bench();
    expect(session.snapshot().open).toBe(false);
    await settled();
    expect([session.snapshot().open, asked.length, asked[0]?.step]).toEqual([true, 1, { ms: 0, waiting: false }]);
    state.now = 1000;
    expect(session.clock()).toBe(1000);
    end();
    state.now = 5000;
    expect(session.clock()).toBe(1000);
    session.watch();
    state.now = 5500;
    expect(session.clock()).toBe(1500);
  });
});

describe('files of both sides', () => {
  it('are compared and merged; what was edited meanwhile stays', () => {
    const before = { a: file('1'), b: file('1') };
    const after = { a: file('2'), c: file('3') };
    expect(changesOf(before, after)).toEqual({ a: file('2'), b: null, c: file('3') });
    expect(withChanges(before, changesOf(before, after))).toEqual(after);
    expect(forEditor({ before, after }, { a: file('mine'), b: file('1') })).toEqual({ b: null, c: file('3') });
  });
});
