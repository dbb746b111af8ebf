import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluate, parse } from '../index.ts';

const name = fc.constantFrom('a', 'b', 'scratch', 'alpine', 'Base', '0', '1', '$A', '${B:-b}', '');
const word = fc.oneof(
  name,
  fc.constantFrom('/x', './', '..', '"q r"', "'s", '${', '$A$A', '1-3/udp', 'x:y', '\\', '<<E', 'https://a/b.git#c'),
);
const mount = fc
  .tuple(
    fc.constantFrom('cache', 'bind', 'secret', 'ssh', 'tmpfs', '$A'),
    fc.constantFrom('', ',from=a', ',target=x', ',id=1', ',ro'),
  )
  .map(([type, rest]) => `--mount=type=${type}${rest}`);
const line = fc.oneof(
  fc.tuple(name, name).map(([base, alias]) => `FROM ${base}${alias ? ` AS ${alias}` : ''}`),
  fc.tuple(name, word).map(([key, value]) => `ARG ${key}=${value}`),
  fc.tuple(name, word).map(([key, value]) => `ENV ${key}=${value}`),
  fc.tuple(name, word, word).map(([from, source, dest]) => `COPY --from=${from} ${source} ${dest}`),
  fc.tuple(mount, word).map(([flag, text]) => `RUN ${flag} ${text}`),
  fc
    .tuple(
      fc.constantFrom(
        'WORKDIR',
        'USER',
        'EXPOSE',
        'VOLUME',
        'STOPSIGNAL',
        'CMD',
        'ENTRYPOINT',
        'SHELL',
        'ADD x',
        'LABEL k',
        'ONBUILD RUN',
        'ONBUILD COPY --from=b x',
        'ONBUILD',
      ),
      word,
    )
    .map((parts) => parts.join(' ')),
);
const program = fc.array(line, { maxLength: 12 }).map((lines) => ['ARG A=a', 'FROM a AS a', ...lines].join('\n'));
const options = fc.record(
  {
    target: name,
    allStages: fc.boolean(),
    strictImages: fc.boolean(),
    platform: fc.constantFrom('linux/arm64', 'linux/arm/v7', 'x'),
  },
  { requiredKeys: [] },
);

it('answers any program, with an error or to its end, and tells the same each time', () => {
  fc.assert(
    fc.property(program, options, (text, chosen) => {
      const first = evaluate(parse(text), chosen);
      expect(first.error === undefined || first.error.message !== '').toBe(true);
      expect(first.phase === 'done' || first.error !== undefined).toBe(true);
      expect(JSON.stringify(evaluate(parse(text), chosen))).toBe(JSON.stringify(first));
    }),
    { numRuns: 400 },
  );
});

it('numbers stages and steps so that they fit together', () => {
  fc.assert(
    fc.property(program, (text) => {
      const { stages, steps, phase } = evaluate(parse(text));
      if (phase !== 'done') return;
      expect(stages.map(({ index }) => index)).toEqual([...stages.keys()]);
      expect(stages.filter(({ isTarget }) => isTarget).length).toBe(1);
      for (const { stage } of steps) expect(stages[stage]?.reachable).toBe(true);
      for (const { index, baseStage = -1, deps } of stages) {
        expect(baseStage).toBeLessThan(index);
        for (const dep of deps) expect(stages[dep]).toBeDefined();
      }
    }),
    { numRuns: 400 },
  );
});
