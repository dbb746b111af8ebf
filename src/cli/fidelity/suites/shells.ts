import type { ChangedFile, Machine } from '../../../engine/shell/golden/box.ts';
import { answer, type Snippet } from '../../../engine/shell/golden/corpus.ts';
import corners from '../../../engine/shell/golden/corners.jsonl?raw';
import corpus from '../../../engine/shell/golden/corpus.jsonl?raw';
import found from '../../../engine/shell/golden/found.jsonl?raw';
import { jsonLines, type Answer, type Recording, type Suite } from '../suite.ts';

interface Expected {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Left out where files were not looked at. */
  readonly files?: Readonly<Record<string, ChangedFile>>;
  readonly unordered?: boolean;
}

interface Recorded extends Omit<Snippet, 'shell'> {
  readonly id: string;
  readonly expect: Partial<Record<Machine, Expected>>;
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

function compared(want: Expected, snippet: Snippet): Answer {
  const got = answer(snippet);
  const files = want.files ?? {};
  const paths = want.files ? [...new Set([...Object.keys(files), ...Object.keys(got.files)])].toSorted() : [];
  const shown = ({ exit, stdout, stderr }: Expected, of: Readonly<Record<string, ChangedFile>>) => ({
    exit,
    stdout: normal(stdout, want.unordered),
    stderr: normal(stderr, want.unordered),
    files: Object.fromEntries(paths.map((path) => [path, fileKey(of[path], files[path]?.binary === true)])),
  });
  return { id: `${snippet.shell} ${snippet.id}`, want: shown(want, files), got: shown(got, got.files) };
}

function recordings(text: string, kind: string): Recording[] {
  return jsonLines<Recorded>(text).flatMap((one) =>
    (['dash', 'bash', 'ash'] as const).flatMap((shell) => {
      const want = one.expect[shell];
      if (!want) return [];
      const id = `${shell} ${one.id}`;
      return [{ id, topic: `${shell}, ${kind}`, play: () => [compared(want, { ...one, shell })] }];
    }),
  );
}

export default {
  title: 'The shells',
  recorded:
    'dash 0.5.12, bash 5.2.37 and BusyBox 1.37.0: output, messages, exit code and changed files of each snippet.',
  unit: 'snippets',
  load: async () => [
    ...recordings(corpus, 'commands'),
    ...recordings(corners, 'rare constructs'),
    ...recordings(found, 'scripts of images'),
  ],
} satisfies Suite;
