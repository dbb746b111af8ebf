import { expect, test } from 'vitest';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import { changeOf, choicesOf, kindsOf, startOf, type Edit } from './edits.ts';

const DOCKERFILE = `ARG GO=1.26 NOTE="a b"
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
ARG VERSION
ARG GO
RUN go build

FROM build AS test
FROM scratch
COPY --from=build /a /a
`;

const FILES = {
  Dockerfile: { text: DOCKERFILE, mode: 0o644 },
  '.dockerignore': { text: '', mode: 0o644 },
  'main.go': { text: 'package main\n', mode: 0o644 },
  'run.sh': { text: '', mode: 0o755 },
};

const stage = (index: number, name: string, target = false): EvidenceView['stages'][number] => ({
  index,
  name,
  target,
  base: '',
  status: 'built',
  platform: 'linux/amd64',
  steps: 1,
  ms: 0,
  line: 1,
});
const STAGES = [stage(0, 'build'), stage(1, 'test'), stage(2, 'stage-2', true)];
const choices = choicesOf(FILES, STAGES);
const change = (edit: Partial<Edit>) => changeOf({ kind: 'edit', what: 'main.go', value: '', ...edit }, FILES, choices);

test('a workspace offers its files, arguments, other targets and base images', () => {
  expect(choices).toEqual({
    files: ['.dockerignore', 'main.go', 'run.sh'],
    args: [
      { name: 'GO', value: '1.26', line: 0 },
      { name: 'NOTE', value: 'a b', line: 0 },
      { name: 'VERSION', value: '', line: 2 },
    ],
    targets: ['build', 'test'],
    bases: [{ name: 'golang:1.26', value: 'golang:1.26', line: 1 }],
  });
});

test('an argument that the build gives goes before its default', () => {
  const given = choicesOf(FILES, STAGES, { VERSION: '1.4.2' });
  expect(startOf('arg', given)).toEqual({ kind: 'arg', what: 'GO', value: '1.26-next' });
  expect(given.args[2]).toEqual({ name: 'VERSION', value: '1.4.2', line: 2 });
});

test('kinds of edits without anything to apply them to are not offered', () => {
  const bare = choicesOf({ Dockerfile: { text: 'FROM scratch\n', mode: 0o644 } }, [stage(0, 'stage-0', true)]);
  expect(kindsOf(bare)).toEqual(['label', 'env']);
  expect(kindsOf(choices)).toEqual(['edit', 'touch', 'chmod', 'delete', 'arg', 'target', 'base', 'label', 'env']);
});

test('an edit begins with something that makes a difference, and keeps its file', () => {
  expect(startOf('edit', choices)).toEqual({ kind: 'edit', what: 'main.go', value: '' });
  expect(startOf('touch', choices, { kind: 'edit', what: 'run.sh', value: '' }).what).toBe('run.sh');
  expect(startOf('arg', choices)).toEqual({ kind: 'arg', what: 'GO', value: '1.26-next' });
  expect(startOf('target', choices).what).toBe('build');
});

test('files are edited, touched, made executable or not, deleted', () => {
  expect([
    change({ kind: 'edit' }),
    change({ kind: 'touch' }),
    change({ kind: 'chmod' }),
    change({ kind: 'chmod', what: 'run.sh' }),
    change({ kind: 'delete' }),
    change({ kind: 'edit', what: 'gone.txt' }),
  ]).toEqual([
    { files: { 'main.go': { append: '\n// what if\n' } } },
    { files: { 'main.go': {} } },
    { files: { 'main.go': { mode: 0o755 } } },
    { files: { 'run.sh': { mode: 0o644 } } },
    { files: { 'main.go': null } },
    undefined,
  ]);
});

test('arguments and target are options of the build', () => {
  expect(change({ kind: 'arg', what: 'GO', value: '1.25' })).toEqual({ args: { GO: '1.25' } });
  expect(change({ kind: 'target', what: 'test' })).toEqual({ target: 'test' });
});

test('base image, LABEL and ENV are changes of the Dockerfile alone', () => {
  const text = (edit: Partial<Edit>) => change(edit)?.files?.['Dockerfile']?.text?.split('\n');
  expect(text({ kind: 'base', what: '0', value: 'golang:1.25-alpine' })?.[1]).toBe(
    'FROM --platform=$BUILDPLATFORM golang:1.25-alpine AS build',
  );
  expect(text({ kind: 'label' })?.slice(7, 9)).toEqual(['FROM scratch', 'LABEL what.if="1"']);
  expect(text({ kind: 'env' })?.slice(7, 9)).toEqual(['FROM scratch', 'ENV WHAT_IF=1']);
  expect(change({ kind: 'base', what: '0', value: 'two words' })).toBeUndefined();
});

test('an edit leaves each language as it can be read', () => {
  const paths = ['package-lock.json', 'src/server.js', 'requirements.txt', 'index.html', 'run.sh', 'go.sum'];
  const files = Object.fromEntries(paths.map((path) => [path, { text: '', mode: 0o644 }]));
  const some = choicesOf(files, []);
  const appended = paths.map((what) => changeOf({ kind: 'edit', what, value: '' }, files, some)?.files?.[what]?.append);
  expect(appended).toEqual(['\n', '\n// what if\n', '\n# what if\n', '\n<!-- what if -->\n', '\n# what if\n', '\n']);
  expect(startOf('edit', some).what).toBe('src/server.js');
});
