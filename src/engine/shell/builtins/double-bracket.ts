import type { Builtin } from '../builtins.ts';
import { evaluateTest } from '../../programs/core/test.ts';
import { shellTest } from '../execution/double-bracket.ts';
import { compile, matches } from '../../base/shell-pattern.ts';
import { seldom } from '../on-demand.ts';
import { write, type Shell } from '../state/shell-state.ts';

const builtin: Builtin = {
  summary:
    "BusyBox ash's `[[`: a spelling of `[` whose == and != take patterns and whose =~ takes a regular expression.",
  names: ['[['],
  shells: ['ash'],
  run(shell, args) {
    if (args.at(-1) !== ']]') {
      write(shell, 2, 'sh: missing ]]\n');
      return 2;
    }
    const words = args.slice(0, -1);
    const [left = '', operator = '', right = ''] = words;
    if (words.length === 3 && /^(?:==?|!=|=~)$/.test(operator)) return compare(shell, left, { operator, right });
    return evaluateTest({ ...shellTest(shell), complain: (message) => complain(shell, message) }, words);
  },
};
export default builtin;

function complain(shell: Shell, message: string): void {
  write(shell, 2, `sh: ${message}\n`);
}

function compare(shell: Shell, left: string, what: { operator: string; right: string }): number {
  const { operator, right } = what;
  if (operator === '=~') {
    const compiled = seldom(shell.machine)?.compileRegex(right, { extended: true, ignoreCase: false });
    return compiled?.ok && compiled.regex.test(left) ? 0 : 1;
  }
  return matches(compile([{ text: right, quoted: false }]), left) === (operator !== '!=') ? 0 : 1;
}
