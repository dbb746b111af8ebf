import type { Condition, Test } from './ast.ts';
import { evaluateTest } from './commands/test.ts';
import { expandPattern, expandText, calculateText } from './expand.ts';
import { compile, matches } from './pattern.ts';
import { lookup, notSimulated, warn, type Shell } from './state.ts';
import type { Task } from './system.ts';

/** `[[ … ]]`: bash's own command, in ash a spelling of `[`, in dash a command that does not exist. */
export function* condition(shell: Shell, node: Condition): Task {
  shell.line = node.line;
  if (shell.dialect === 'dash') {
    warn(shell, '[[: not found');
    return 127;
  }
  shell.machine.sync();
  return (yield* holds(shell, node.test)) ? 0 : 1;
}

function* holds(shell: Shell, test: Test): Task<boolean> {
  switch (test.kind) {
    case 'not':
      return !(yield* holds(shell, test.test));
    case 'logical':
      for (const one of test.tests)
        if ((yield* holds(shell, one)) !== (test.operator === '&&')) return test.operator !== '&&';
      return test.operator === '&&';
    case 'unary': {
      const text = yield* expandText(shell, test.word.pieces);
      if (test.operator === '-v') return lookup(shell, text) !== undefined;
      return evaluateTest(shellTest(shell), [test.operator, text]) === 0;
    }
    case 'binary':
      return yield* compare(shell, test);
  }
}

function* compare(shell: Shell, test: Extract<Test, { kind: 'binary' }>): Task<boolean> {
  const left = yield* expandText(shell, test.left.pieces);
  const { operator } = test;
  if (operator === '=~') {
    notSimulated(shell, '=~ of [[', test.right.span);
    return false;
  }
  if (operator === '=' || operator === '==' || operator === '!=')
    return matches(compile(yield* expandPattern(shell, test.right.pieces)), left) === (operator !== '!=');
  const right = yield* expandText(shell, test.right.pieces);
  if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(operator)) {
    const numbers = [calculateText(shell, left) ?? 0n, calculateText(shell, right) ?? 0n];
    return evaluateTest(shellTest(shell), [String(numbers[0]), operator, String(numbers[1])]) === 0;
  }
  return evaluateTest(shellTest(shell), [left, operator, right]) === 0;
}

function shellTest(shell: Shell): Parameters<typeof evaluateTest>[0] {
  return {
    files: shell.files,
    who: shell.identity,
    path: (path) => (path.startsWith('/') || path === '' ? path : `${shell.cwd}/${path}`),
    complain: (message) => {
      warn(shell, `[[: ${message}`);
    },
    flavor: shell.dialect,
  };
}
