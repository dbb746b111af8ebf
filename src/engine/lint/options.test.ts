import { describe, expect, it } from 'vitest';
import { evaluate, parse } from '../dockerfile/index.ts';
import { lintBuild } from './index.ts';
import { parseLintOptions } from './options.ts';

/** `Rule line` of every finding, or the error. */
function lines(text: string): readonly string[] | string {
  const dockerfile = parse(text);
  const evaluation = evaluate(dockerfile, { allStages: true });
  const { findings, error } = lintBuild({ dockerfile, evaluation, ignore: undefined }, { checkOnly: true });
  return (
    error?.message ?? findings.filter(({ origin }) => origin === 'buildkit').map(({ name, line }) => `${name} ${line}`)
  );
}

const NAMED = 'FROM alpine:3.22 as Build\nCMD a\n';

describe('a check directive', () => {
  it('takes the last of two lists', () => {
    expect(lines(`# check=skip=FromAsCasing;skip=StageNameCasing,JSONArgsRecommended\n${NAMED}`)).toEqual([
      'FromAsCasing 2',
    ]);
  });

  it('keeps everything skipped when a list follows skip=all', () => {
    expect(lines(`# check=skip=all;skip=FromAsCasing\n${NAMED}`)).toEqual([]);
  });

  it('means a rule called all when other names stand beside it, so nothing', () => {
    expect(lines(`# check=skip=all,JSONArgsRecommended\n${NAMED}`)).toEqual(['FromAsCasing 2', 'StageNameCasing 2']);
  });

  it('knows rules by their names, not by their addresses', () => {
    expect(lines(`# check=skip=json-args-recommended\nFROM alpine:3.22\nCMD a\n`)).toEqual(['JSONArgsRecommended 3']);
  });

  it('has three parts at most: the third keeps its semicolons', () => {
    expect(lines(`# check=skip=a;experimental=b;error=true;skip=c\n${NAMED}`)).toBe(
      'failed to parse check options: failed to parse check option "error=true;skip=c": ' +
        'strconv.ParseBool: parsing "true;skip=c": invalid syntax',
    );
  });

  it('takes the last word on errors', () => {
    expect(parseLintOptions('error=true;error=false').error).toBe(false);
    expect(parseLintOptions('error=false;error=1').error).toBe(true);
  });
});

const described = (first: string, second: string) => `${first}\n# wrong\n${second}ARG V=1\nFROM alpine:3.22\n`;

describe('an experimental check', () => {
  it('is not silenced by skip', () => {
    for (const skip of ['all', 'InvalidDefinitionDescription'])
      expect(lines(described(`# check=skip=${skip};experimental=InvalidDefinitionDescription`, ''))).toEqual([
        'InvalidDefinitionDescription 3',
      ]);
  });

  it('can be switched on above one instruction', () => {
    expect(lines(described('# plain\n', '# check=experimental=all\n'))).toEqual(['InvalidDefinitionDescription 5']);
    expect(lines(described('# plain\n', ''))).toEqual([]);
  });
});

const above = (comment: string) => lines(`FROM alpine:3.22\n${comment}\nCMD a\n`);

describe('a comment above an instruction', () => {
  it('counts when it can be read, and only the first', () => {
    expect(above('# check=skip=JSONArgsRecommended')).toEqual([]);
    expect(above('# check=skip=all')).toEqual([]);
    expect(above('# check=skip=x\n# check=skip=all')).toEqual(['JSONArgsRecommended 4']);
    expect(above('# check=skip=all;nonsense')).toEqual(['JSONArgsRecommended 3']);
    expect(above('# hadolint ignore=JSONArgsRecommended')).toEqual(['JSONArgsRecommended 3']);
  });
});
