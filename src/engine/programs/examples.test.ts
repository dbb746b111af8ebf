import { describe, expect, it } from 'vitest';
import { commands } from '../everything.ts';
import { testMachine } from '../testing/machine.ts';

interface Turn {
  readonly typed: string;
  readonly out: string;
  readonly err: string;
}

/** Reads an example: `$ ` lines are typed, the others printed, those after `! ` to standard error. */
function turns(example: string): Turn[] {
  const found: { typed: string; out: string; err: string }[] = [];
  for (const line of example.trim().split('\n')) {
    const last = found.at(-1);
    if (line.startsWith('$ ')) found.push({ typed: line.slice(2), out: '', err: '' });
    else if (last && line.startsWith('! ')) last.err += `${line.slice(2)}\n`;
    else if (last) last.out += `${line}\n`;
  }
  return found;
}

const byFile = new Map([...commands].map(([name, command]) => [command, name] as const).toReversed());

describe('the example of', () => {
  for (const [command, name] of byFile)
    it(`${name} is what it does`, () => {
      const machine = testMachine();
      for (const turn of turns(command.example)) {
        const { out, err } = machine.run(turn.typed);
        expect({ typed: turn.typed, out, err }).toEqual(turn);
      }
      expect(command.summary).toMatch(/\.$/);
    });
});
