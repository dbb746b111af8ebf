import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { createSession, freshHost } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

/** What a terminal of the host prints for two lines, and its state then. */
function typed(...lines: readonly string[]): { text: string; state: string } {
  const session = createSession(freshHost({ world }));
  for (const text of lines) {
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'command', text });
    session.advance(600_000, true);
  }
  const [terminal] = session.view().terminals;
  return { text: terminal?.text ?? '', state: terminal?.state ?? '' };
}

describe('memory that nobody limits, taken at a terminal of the host', () => {
  it.each([
    ['x=a; while :; do x=$x$x; done', 'text longer than 2 MB'],
    ['x=$(yes)', 'more output than the simulator keeps'],
    ['mapfile a < /dev/zero', 'more output than the simulator keeps'],
    ['grep x /dev/zero', 'more memory than the simulator follows'],
    ['tr "\\0" a </dev/zero | read x', 'more output than the simulator keeps'],
    ['awk 1 /dev/zero', 'more memory than the simulator follows'],
  ])('%s is ended by the simulator, and the terminal goes on', (line, reason) => {
    const { text, state } = typed(line, 'echo on');
    expect(text).toContain(`stopped by the simulator: ${reason}\n`);
    expect([text.split('\n').slice(-2).join('\n'), state]).toEqual(['on\nroot@docker-host:~/lab# ', 'command']);
  });
});
