import { expect, it } from 'vitest';
import { parseLog } from './log-file.ts';

it('reads commands, and edits before the command that follows them', () => {
  const text = '# first\n$ docker ps\n\n> app/a.txt\none\n$ two\nEOF\n$ docker run \\\n  alpine\n';
  expect(parseLog(text, 'x.log')).toEqual([
    { at: 0, terminal: 0, kind: 'command', text: 'docker ps' },
    {
      at: 0,
      terminal: 0,
      kind: 'command',
      text: 'docker run \\\n  alpine',
      files: { 'app/a.txt': { text: 'one\n$ two\n', mode: 0o644 } },
    },
  ]);
});

it.each([
  ['docker ps\n', 'x.log:1: begin with "$ " or "> ", not "docker ps"'],
  ['> a\nb\n', 'x.log:1: the edit of a has no line EOF'],
  ['> a\nb\nEOF\n', 'x.log: a command must follow the last edit'],
])('refuses %j', (text, message) => {
  expect(() => parseLog(text, 'x.log')).toThrow(message);
});
