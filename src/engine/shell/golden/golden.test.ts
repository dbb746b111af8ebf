import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChangedFile, Machine } from './box.ts';
import { answer, type Snippet } from './corpus.ts';
import { play, type Scenario } from './scenario.ts';

/** The machine may be busy with other tests. */
const TIME = 120_000;

/** How many answers agree in every field with the recorded ones. Raise these, never lower them. */
const FLOOR: Readonly<Record<Machine, number>> = { dash: 476, bash: 476, ash: 476 };

interface Expected {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: Readonly<Record<string, ChangedFile & { readonly nlink?: number }>>;
  readonly unordered?: boolean;
}

interface Recorded extends Omit<Snippet, 'shell'> {
  readonly id: string;
  readonly expect: Partial<Record<Machine, Expected>>;
}

function lines<T>(file: string): readonly T[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

/** What is not compared: option lists of BusyBox, pids and padding of bash. As the recorder's shell.mjs. */
function normal(text: string, unordered: boolean | undefined): string {
  const plain = text
    .replaceAll(
      /BusyBox v[^\n]*multi-call binary\.\n\nUsage: (\S+)[^\n]*\n(?:(?:or:|    or:)[^\n]*\n)*(?:\n(?:(?!BusyBox v|[\w./-]+: )[^\n]*\n)*)?/g,
      'BusyBox usage: $1\n',
    )
    .replaceAll(
      /(: line \d+: +)\d+ (Killed|Terminated|Segmentation fault|Aborted|Hangup|Quit|User defined signal \d|Alarm clock) +/g,
      '$1PID $2 ',
    );
  return unordered ? plain.split('\n').toSorted().join('\n') : plain;
}

function fileKey(file: ChangedFile | undefined, binary: boolean): string {
  if (!file || file.type === 'deleted') return file?.type ?? 'absent';
  const owner = `${file.uid ?? 0}:${file.gid ?? 0}`;
  if (file.type === 'link') return `link ${file.target ?? ''}`;
  if (file.type !== 'file') return `${file.type} ${file.mode ?? ''} ${owner}`;
  return `file ${file.mode ?? ''} ${owner} ${binary || file.binary ? '(binary)' : (file.content ?? '')}`;
}

function agrees(want: Expected, snippet: Snippet): boolean {
  const got = answer(snippet);
  const paths = new Set([...Object.keys(want.files), ...Object.keys(got.files)]);
  const binary = (path: string): boolean => want.files[path]?.binary === true;
  return (
    got.exit === want.exit &&
    normal(got.stdout, want.unordered) === normal(want.stdout, want.unordered) &&
    normal(got.stderr, want.unordered) === normal(want.stderr, want.unordered) &&
    [...paths].every((path) => fileKey(want.files[path], binary(path)) === fileKey(got.files[path], binary(path)))
  );
}

const corpus = lines<Recorded>('corpus.jsonl');

describe('snippets end as in real shells', { timeout: TIME }, () => {
  it.each(['dash', 'bash', 'ash'] as const)('of %s', (shell) => {
    const recorded = corpus.flatMap((one) => {
      const want = one.expect[shell];
      return want ? [{ want, snippet: { ...one, shell } }] : [];
    });
    const failed = recorded.filter(({ want, snippet }) => !agrees(want, snippet)).map(({ snippet }) => snippet.id);
    expect(recorded.length).toBeGreaterThan(470);
    expect(failed.slice(recorded.length - FLOOR[shell])).toEqual([]);
  });
  it('and the same twice', () => {
    const shells = ['dash', 'bash', 'ash'] as const;
    for (const [index, one] of corpus.entries()) {
      const snippet: Snippet = { ...one, shell: shells[index % 3] ?? 'dash' };
      expect([one.id, answer(snippet)]).toEqual([one.id, answer(snippet)]);
    }
  });
});

interface Corner {
  readonly id: string;
  readonly script: string;
  readonly expect: Partial<Record<Machine, { readonly exit: number; readonly stdout: string; readonly stderr: string }>>;
}

/**
 * Written for this project and recorded with dash 0.5.12-12, bash 5.2.37 and BusyBox 1.37.0 of Debian 13 in a PID namespace
 * of their own; what is here agrees in every field and has to go on doing so.
 */
describe('corners of the shells', { timeout: TIME }, () => {
  it.each(['dash', 'bash', 'ash'] as const)('of %s are as recorded', (shell) => {
    const recorded = lines<Corner>('corners.jsonl').filter((one) => one.expect[shell]);
    expect(recorded.length).toBeGreaterThan(570);
    for (const { id, script, expect: answers } of recorded) {
      const { exit, stdout, stderr } = answer({ shell, script });
      expect([id, { exit, stdout, stderr }]).toEqual([id, answers[shell]]);
    }
  });
});

interface RecordedScenario extends Scenario {
  readonly id: string;
  readonly expect: {
    readonly exit: number;
    readonly seconds: number;
    readonly tolerance: number;
    readonly output?: string;
    readonly pid1?: string;
    readonly procs?: readonly string[];
    readonly zombies?: number;
  };
}

describe('containers', { timeout: TIME }, () => {
  it('answer signals as real ones do', () => {
    for (const scenario of lines<RecordedScenario>('pid1.jsonl')) {
      const { seconds, tolerance, ...want } = scenario.expect;
      const got = play(scenario);
      const compared = Object.fromEntries(Object.keys(want).map((key) => [key, got[key as keyof typeof got]]));
      expect([scenario.id, compared]).toEqual([scenario.id, want]);
      expect([scenario.id, Math.abs(got.seconds - seconds) <= tolerance]).toEqual([scenario.id, true]);
    }
  });
});
