import { play, type Scenario } from '../../engine/shell/golden/scenario.ts';
import type { Command } from '../command.ts';

export default {
  summary: 'play containers with signals from outside, one JSON line each: what PID 1 and its children do',
  usage: `pid1 < scenarios.jsonl

  A line in:  {"id", "shell", "argv", "files", "programs", "events": [{"at", "signal", "grace"}]}
  A line out: {"id", "exit", "seconds", "output", "pid1", "procs", "zombies"}

Status 0 once every line is answered.`,
  async run(_args, io) {
    const text = await io.read('-');
    for (const line of text.split('\n'))
      if (line.trim() !== '') await io.out(`${JSON.stringify(play(JSON.parse(line) as Scenario))}\n`);
    return 0;
  },
} satisfies Command;
