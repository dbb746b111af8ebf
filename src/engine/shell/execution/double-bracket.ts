import type { Condition, Test } from '../syntax/ast.ts';
import { evaluateTest } from '../../programs/core/test.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { expandPattern, expandText } from '../expansion/expand-word.ts';
import { elementsOf, setArray } from '../state/arrays.ts';
import { compile, matches, type PatternPiece } from '../../base/shell-pattern.ts';
import { seldom } from '../on-demand.ts';
import { filesOf, lookup, notSimulated, warn, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import { trace } from './xtrace.ts';

/** `[[ … ]]` of bash. In ash it is a spelling of `[`, in dash a command that does not exist. */
export function* condition(shell: Shell, node: Condition): Task {
  shell.line = node.line;
  shell.machine.sync();
  return (yield* holds(shell, node.test)) ? 0 : 1;
}

function* holds(shell: Shell, test: Test, negated = false): Task<boolean> {
  switch (test.kind) {
    case 'not':
      return !(yield* holds(shell, test.test, test.test.kind !== 'logical'));
    case 'logical':
      for (const one of test.tests)
        if ((yield* holds(shell, one)) !== (test.operator === '&&')) return test.operator !== '&&';
      return test.operator === '&&';
    case 'unary': {
      const text = yield* expandText(shell, test.word.pieces);
      shown(shell, negated, [test.operator, text || "''"]);
      if (test.operator === '-v') return isSet(shell, text);
      return evaluateTest(shellTest(shell), [test.operator, text]) === 0;
    }
    case 'binary':
      return yield* compare(shell, test, negated);
  }
}

function* compare(shell: Shell, test: Extract<Test, { kind: 'binary' }>, negated: boolean): Task<boolean> {
  const left = yield* expandText(shell, test.left.pieces);
  const { operator } = test;
  if (operator === '=~') {
    const pieces = yield* expandPattern(shell, test.right.pieces);
    shown(shell, negated, [left || "''", operator, patternText(pieces, /[.[\]\\*^$+?{}|()]/g)]);
    return matchesRegex(shell, left, pieces);
  }
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pieces = yield* expandPattern(shell, test.right.pieces);
    shown(shell, negated, [left || "''", operator, patternText(pieces, /./gs)]);
    return matches(compile(pieces), left) === (operator !== '!=');
  }
  const right = yield* expandText(shell, test.right.pieces);
  shown(shell, negated, [left || "''", operator, right || "''"]);
  if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(operator)) {
    const numbers = [calculateText(shell, left, '[['), calculateText(shell, right, '[[')];
    if (numbers.includes(undefined)) {
      // What cannot be calculated is false; the shell goes on.
      shell.jump = undefined;
      return false;
    }
    return evaluateTest(shellTest(shell), [String(numbers[0]), operator, String(numbers[1])]) === 0;
  }
  return evaluateTest(shellTest(shell), [left, operator, right]) === 0;
}

/** `-v name`, `-v name[key]` */
function isSet(shell: Shell, text: string): boolean {
  const [, name = text, key] = /^(\w+)\[(.*)\]$/s.exec(text) ?? [];
  if (key === undefined) return lookup(shell, name) !== undefined;
  const elements = elementsOf(shell, name);
  return key === '@' || key === '*' ? (elements?.size ?? 0) > 0 : elements?.has(key) === true;
}

/** A line of `set -x`. */
function shown(shell: Shell, negated: boolean, words: readonly string[]): void {
  trace(shell, `[[ ${negated ? '! ' : ''}${words.join(' ')} ]]`);
}

/** bash shows a pattern with what was quoted behind backslashes. */
function patternText(pieces: readonly PatternPiece[], special: RegExp): string {
  const texts = pieces.map(({ text, quoted }) => (quoted ? text.replaceAll(special, String.raw`\$&`) : text));
  return texts.join('') || "''";
}

/** `=~`: an extended regular expression in which quoted text stands for itself; `BASH_REMATCH` has the groups. */
function matchesRegex(shell: Shell, text: string, pieces: readonly PatternPiece[]): boolean {
  const source = pieces
    .map((piece) => (piece.quoted ? piece.text.replaceAll(/[.[\]\\*^$+?{}|()]/g, String.raw`\$&`) : piece.text))
    .join('');
  const compiled = seldom(shell.machine)?.compileRegex(source, { extended: true, ignoreCase: false });
  if (!compiled) return false;
  if (!compiled.ok) {
    notSimulated(shell, `regular expression ${source}`);
    return false;
  }
  const match = compiled.regex.find(text, 0);
  setArray(shell, 'BASH_REMATCH', match ? match.groups.map((group) => group ?? '') : []);
  return match !== undefined;
}

/** What a condition needs to know of the shell. */
export function shellTest(shell: Shell): Parameters<typeof evaluateTest>[0] {
  return {
    files: filesOf(shell),
    who: shell.identity,
    path: (path) => (path.startsWith('/') || path === '' ? path : `${shell.cwd}/${path}`),
    complain: (message) => {
      warn(shell, `[[: ${message}`);
    },
    flavor: shell.dialect,
  };
}
