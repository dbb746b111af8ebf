import { describe, expect, it } from 'vitest';
import { provesSuite } from '../../../cli/fidelity/proves-suite.ts';
import { evaluate, parse } from '../index.ts';
import type { Evaluation, PlanOptions } from '../plan.ts';

function run(text: string, options: PlanOptions = {}): Evaluation {
  return evaluate(parse(text), options);
}

/** Phase, and how many FROM lines and instructions were looked at. */
function stopped(text: string, options?: PlanOptions) {
  const { phase, visits, fromVisits } = run(text, options);
  return [phase, fromVisits.length, visits.length];
}

await provesSuite('plans');

describe('what evaluation tells beyond the golden data', () => {
  it('has config and history of every stage', () => {
    const { stages } = run('FROM alpine AS a\nENV A=1\nUSER app\nFROM a\nENV B=2\n');
    expect(stages.map(({ image, history }) => [image.env.slice(1), image.user, history])).toEqual([
      [
        ['A=1'],
        'app',
        [
          { createdBy: 'ENV A=1', empty: true },
          { createdBy: 'USER app', empty: true },
        ],
      ],
      [
        ['A=1', 'B=2'],
        'app',
        [
          { createdBy: 'ENV A=1', empty: true },
          { createdBy: 'USER app', empty: true },
          { createdBy: 'ENV B=2', empty: true },
        ],
      ],
    ]);
  });

  it('gives every step its environment, which later instructions do not change', () => {
    const { steps } = run('FROM scratch\nARG A=1\nCOPY a /\nENV A=2\nRUN b\nENV A=3\n');
    expect(steps.map(({ kind, env }) => [kind, env['A']])).toEqual([
      ['copy', '1'],
      ['run', '2'],
    ]);
  });

  it('shows an image variable again in a stage built on one whose ARG hid it', () => {
    const { steps } = run('FROM alpine AS a\nENV A=env\nARG A=arg\nRUN one\nFROM a\nRUN two\n');
    expect(steps.filter(({ kind }) => kind === 'run').map(({ env }) => env['A'])).toEqual(['arg', 'env']);
  });

  it('says where it stopped, and keeps what it saw before', () => {
    expect(stopped('FROM a\nENV A\n')).toEqual(['syntax', 0, 0]);
    expect(stopped('FROM a\nRUN --x y\n')).toEqual(['instructions', 0, 0]);
    expect(stopped('ARG A=${\nFROM a\n')).toEqual(['args', 0, 0]);
    expect(stopped('FROM a\nFROM $B\n')).toEqual(['from', 2, 0]);
    expect(stopped('FROM a\n', { target: 'x' })).toEqual(['target', 1, 0]);
    expect(stopped('FROM a\nCOPY --from=9 a b\n')).toEqual(['sources', 1, 0]);
    expect(stopped('FROM A\nRUN x\n')).toEqual(['images', 1, 0]);
    expect(stopped('FROM a\nENV A=1\nEXPOSE x\nENV B=1\n')).toEqual(['dispatch', 1, 2]);
    expect(stopped('FROM a\nENV A=1\n')).toEqual(['done', 1, 1]);
  });

  it('notes undefined variables with the names that were known', () => {
    const { visits } = run('FROM alpine\nARG declared\nENV PORT=1\nENV A=$PRT B=$declared\n');
    expect(visits.at(-1)?.undefinedVars.map(({ name, known }) => [name, known.toSorted()])).toEqual([
      ['PRT', ['PATH', 'PORT']],
    ]);
  });

  it('stops listing known names when there are too many to compare', () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => `ENV V${at}=$U${at}`);
    const { visits } = run(`FROM alpine\n${lines.join('\n')}\n`);
    const listed = visits.map(({ undefinedVars }) => undefinedVars[0]?.known.length);
    expect([listed[0], listed[1_000], listed[2_999]]).toEqual([1, 1_001, 0]);
  });

  it('looks at all stages when asked to, not only at those the target needs', () => {
    const text = 'FROM alpine AS a\nEXPOSE x\nFROM alpine\n';
    expect(run(text).error).toBeUndefined();
    expect(run(text, { allStages: true }).error?.message).toBe('invalid containerPort: x');
  });

  it('marks a trigger of ONBUILD at the FROM that runs it', () => {
    const { visits } = run('FROM alpine AS a\nONBUILD ENV A=1\nFROM a\n');
    expect(visits.map(({ line, onBuild, span }) => [line, onBuild, span.start])).toEqual([
      [2, false, 17],
      [3, true, 33],
    ]);
  });

  it.each([
    ['FROM x', '*instructions.Stage is not a command type'],
    ['RUN a\nRUN b', 'onbuild trigger should be a single expression'],
    ['', 'file with no instructions'],
    ['FORM x', 'unknown instruction: FORM (did you mean FROM?)'],
    ['RUN --x a', 'unknown flag: --x'],
  ])('reports the trigger %j of an image at the FROM that runs it', (trigger, message) => {
    const { error } = run('\nFROM base\n', { image: () => ({ OnBuild: ['ENV A=1', trigger] }) });
    expect(error).toMatchObject({ message, line: 2 });
  });

  it.each([
    ['u=go', undefined],
    ['g=rwu,+X', undefined],
    ['a+rwxst-w', undefined],
    ['ug', 'invalid syntax'],
    ['u=r,', 'invalid syntax'],
    ['7777', undefined],
    ['0o7', "invalid chmod parameter: '0o7'. it should be octal string and between 0 and 07777"],
  ])('--chmod=%s: %s', (mode, message) => {
    expect(run(`FROM scratch\nCOPY --chmod=${mode} a b\n`).error?.message).toBe(message);
  });

  it('an older front end passes over a --chmod that is no octal number', () => {
    const steps = ['rwx', 'u+x', '0644'].map((mode) => {
      const {
        error,
        steps: found,
        history,
      } = run(`FROM scratch\nCOPY --chmod=${mode} a b\n`, { octalModesOnly: true });
      const [step] = found.filter(({ kind }) => kind === 'copy');
      return [error, step && 'chmod' in step ? step.chmod : undefined, history[0]?.createdBy];
    });
    expect(steps).toEqual([
      [undefined, undefined, 'COPY --chmod=rwx a b # buildkit'],
      [undefined, undefined, 'COPY --chmod=u+x a b # buildkit'],
      [undefined, '0644', 'COPY --chmod=0644 a b # buildkit'],
    ]);
  });

  it('names a stage index beyond the exact numbers of JavaScript as it is', () => {
    const { error } = run('FROM alpine\nCOPY --from=9007199254740993 a b\n');
    expect(error?.message).toBe('invalid stage index 9007199254740993');
  });

  it('quotes names as Go does', () => {
    const control = run('FROM a\nCOPY --from=\u00c9 a b\n').error?.message;
    expect(control).toMatch(/^failed to parse stage name "Ã\\u0089": /);
    expect(run('FROM a\n', { target: 'x"\t' }).error?.message).toBe('target stage "x\\"\\t" could not be found');
  });

  it.each([
    ['x'.repeat(247), undefined],
    [`host.example/${'x'.repeat(255)}`, undefined],
    ['x'.repeat(248), 'repository name must not be more than 255 characters'],
    ['x/'.repeat(2000) + 'x', 'repository name must not be more than 255 characters'],
  ])('the path of an image name may have 255 characters, not counting the host: %s', (name, reason) => {
    const message = run(`FROM ${name}\n`).error?.message;
    expect(message).toBe(reason && `failed to parse stage name "${name}": ${reason}`);
  });
});
