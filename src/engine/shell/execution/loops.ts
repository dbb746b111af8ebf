import type { ArithmeticFor, For, Loop, Piece, Select, Statement } from '../syntax/ast.ts';
import { calculateText } from '../arithmetic/arithmetic-expansion.ts';
import { expandText, expandWords } from '../expansion/expand-word.ts';
import { readLine, splitFields } from '../builtins/shared/read-line.ts';
import { assign, leave, lookup, warn, write, type Shell } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import { trace } from './xtrace.ts';

/** A list that may be empty answers 0 then. */
function* body(shell: Shell, statements: readonly Statement[]): Task {
  return statements.length === 0 ? 0 : yield* shell.machine.interpreter.statements(shell, statements, 'no');
}

/** What is only asked for its truth: `set -e` does not apply in it. */
function* testOf(shell: Shell, statements: readonly Statement[]): Task {
  shell.guarded++;
  const status = yield* shell.machine.interpreter.statements(shell, statements, 'no');
  shell.guarded--;
  return status;
}

/** After a turn of a loop: whether to go on. */
function turn(shell: Shell): boolean {
  const { jump, machine } = shell;
  machine.work(1);
  if (machine.halted) return false;
  if (!jump) return true;
  if (jump.kind !== 'break' && jump.kind !== 'continue') return false;
  if (jump.depth > 1) {
    shell.jump = { kind: jump.kind, depth: jump.depth - 1 };
    return false;
  }
  shell.jump = undefined;
  return jump.kind === 'continue';
}

/** `while` and `until`. */
export function* loop(shell: Shell, node: Loop): Task {
  let status = 0;
  shell.loops++;
  for (;;) {
    const test = yield* testOf(shell, node.test);
    if (shell.jump ? !turn(shell) : (test === 0) !== (node.kind === 'while')) break;
    if (shell.machine.halted) break;
    status = yield* body(shell, node.body);
    if (!turn(shell)) break;
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

/** `for name in words`, or over the positional parameters. */
export function* forLoop(shell: Shell, node: For): Task {
  const words = node.words ? yield* expandWords(shell, node.words) : [...shell.parameters];
  if (shell.jump) return shell.status;
  let status = 0;
  if (!/^[A-Za-z_]\w*$/.test(node.name)) {
    warn(shell, `\`${node.name}': not a valid identifier`);
    return 1;
  }
  shell.loops++;
  for (const word of words) {
    shell.line = node.line;
    if (!assign(shell, node.name, word)) {
      status = shell.dialect === 'bash' ? 1 : leave(shell, 2);
      break;
    }
    if (shell.dialect === 'bash')
      trace(shell, `for ${node.name} in ${node.words?.map(({ text }) => text).join(' ') ?? '"$@"'}`);
    status = yield* body(shell, node.body);
    if (!turn(shell)) break;
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

/** `for ((start; test; step))` of bash. */
export function* arithmeticFor(shell: Shell, node: ArithmeticFor): Task {
  const value = function* (pieces: readonly Piece[], fallback: bigint): Task<bigint> {
    const text = yield* expandText(shell, pieces);
    if (pieces.length > 0) trace(shell, `(( ${text} ))`);
    return text.trim() === '' ? fallback : (calculateText(shell, text) ?? 0n);
  };
  let status = 0;
  yield* value(node.start, 0n);
  shell.loops++;
  while (!shell.jump && (yield* value(node.test, 1n)) !== 0n && !shell.jump) {
    status = yield* body(shell, node.body);
    if (!turn(shell)) break;
    yield* value(node.step, 0n);
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

/** `select name in words` of bash: a menu on standard error, a number from standard input, until a break or the end. */
export function* select(shell: Shell, node: Select): Task {
  const words = node.words ? yield* expandWords(shell, node.words) : [...shell.parameters];
  if (shell.jump || words.length === 0) return shell.status;
  let status = 0;
  let shows = true;
  shell.loops++;
  for (;;) {
    if (shows) write(shell, 2, menu(words));
    write(shell, 2, lookup(shell, 'PS3') ?? '#? ');
    const line = yield* readLine(shell, shell.proc.fds.get(0)?.input, PLAIN);
    const reply = line.chars.map(({ char }) => char).join('');
    if (!line.complete && reply === '') {
      write(shell, 1, '\n');
      status = 1;
      break;
    }
    const [answer = ''] = splitFields(line.chars, ' \t\n', 1);
    shows = answer === '';
    if (shows) continue;
    assign(shell, 'REPLY', reply);
    assign(shell, node.name, /^\d+$/.test(answer) ? (words[Number(answer) - 1] ?? '') : '');
    status = yield* body(shell, node.body);
    if (!turn(shell)) break;
  }
  shell.loops--;
  return shell.jump ? shell.status : status;
}

const PLAIN = { raw: false, delimiter: '\n', count: undefined, exact: false, until: undefined } as const;

/** One column, as bash prints it where COLUMNS is 80 and the words are few. */
function menu(words: readonly string[]): string {
  const digits = String(words.length).length;
  return words.map((word, index) => `${String(index + 1).padStart(digits)}) ${word}\n`).join('');
}
