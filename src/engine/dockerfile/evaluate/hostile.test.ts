import { expect, it } from 'vitest';
import { evaluate, parse } from '../index.ts';

/** Texts of up to a megabyte that are quick to write and must be quick to answer, each with its last word. */
function lines(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('\n');
}

const HOSTILE: Readonly<Record<string, string>> = {
  'ten thousand stages, each built on the one before': lines(
    10_000,
    (n) => `FROM ${n ? `s${n - 1}` : 'a'} AS s${n}\nENV V${n}=1`,
  ),
  'ten thousand stages, each copying from the one before': lines(
    10_000,
    (n) => `FROM a AS s${n}\nCOPY --from=${n ? `s${n - 1}` : 'b'} x /`,
  ),
  'ten thousand stages that are needed by one': `${lines(10_000, (n) => `FROM a AS s${n}`)}\nFROM a\n${lines(10_000, (n) => `COPY --from=s${n} x /`)}`,
  'a circle of ten thousand stages': lines(10_000, (n) => `FROM a AS s${n}\nCOPY --from=s${(n + 1) % 10_000} x /`),
  'ten thousand variables with a step each': `FROM a\n${lines(10_000, (n) => `ENV V${n}=1\nRUN x`)}`,
  'ten thousand arguments with a step each': `FROM a\n${lines(10_000, (n) => `ARG V${n}=1\nRUN x`)}`,
  'a variable that doubles itself': `FROM a\nENV A=aaaaaaaaaa\n${lines(100, () => 'ENV A=$A$A')}`,
  'all ports, over and over': `FROM a\n${lines(1_000, () => 'EXPOSE 1-65535')}`,
  'a thousand triggers for a thousand stages': `FROM a AS a\n${lines(1_000, () => 'ONBUILD ENV A=1')}\n${lines(1_000, (n) => `FROM a AS s${n}`)}\nFROM a\n${lines(1_000, (n) => `COPY --from=s${n} x /`)}`,
  'triggers that bring thousands of images, one after the other': lines(
    5_000,
    (n) => `FROM x AS s${n}\nONBUILD COPY --from=t${n + 1} a b\nFROM s${n} AS t${n}`,
  ),
  'ten thousand unknown variables': `FROM a\n${lines(10_000, (n) => `ENV V${n}=$U${n}`)}`,
  'two thousand mounts': `FROM a\nRUN ${'--mount=type=cache,target=/x '.repeat(2_000)}x`,
};

/** Those that no time suffices for: evaluation gives up in words of its own. */
const ENDLESS = /doubles itself|all ports|triggers for a thousand stages/;

// Each takes well below a second on an idle machine; a quadratic answer takes minutes, more than a test may.
it.each(Object.entries(HOSTILE))(
  'answers %s in time',
  (name, text) => {
    const { stages, error } = evaluate(parse(text));
    expect(stages.length).toBeGreaterThan(0);
    expect(error?.message.startsWith('not simulated:') ?? false).toBe(ENDLESS.test(name));
  },
  60_000,
);
