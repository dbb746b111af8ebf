import { expect, it } from 'vitest';
import { evaluate, parse } from '../../dockerfile/index.ts';
import { lint } from '../index.ts';

it('quotes the name as Go does', () => {
  const dockerfile = parse('FROM scratch\nENV "a\\b_token"=x\n');
  const { findings } = lint({ dockerfile, evaluation: evaluate(dockerfile, {}), ignore: undefined });
  expect(findings.map(({ message }) => message)).toContain(
    'Do not use ARG or ENV instructions for sensitive data (ENV "a\\\\b_token")',
  );
});
