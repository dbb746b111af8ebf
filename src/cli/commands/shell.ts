import { answer, type Snippet } from '../../engine/shell/golden/corpus.ts';
import type { Command } from '../command.ts';

export default {
  summary: 'run shell snippets, one JSON line each, as dash, bash or BusyBox ash would',
  usage: `shell < snippets.jsonl

  A line in:  {"id", "shell": "dash" | "bash" | "ash", "script", "env", "user", "files", "readOnly", "tmpfs"}
  A line out: {"id", "stdout", "stderr", "exit", "files", "merged", "notModelled"}

Status 0 once every line is answered.`,
  async run(_args, io) {
    const text = await io.read('-');
    for (const line of text.split('\n'))
      if (line.trim() !== '') await io.out(`${JSON.stringify(answer(JSON.parse(line) as Snippet))}\n`);
    return 0;
  },
} satisfies Command;
