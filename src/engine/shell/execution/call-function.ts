import { MAX_DEPTH } from '../../kernel/machine.ts';
import type { Shell, Variable } from '../state/shell-state.ts';
import type { Task } from '../../kernel/system.ts';
import { runNamedTrap } from './traps.ts';

/** The variables that are about to be changed, as they are now; undefined when there are none. */
export function save(
  shell: Shell,
  values: readonly (readonly [string, string])[],
): Map<string, Variable | undefined> | undefined {
  return values.length === 0 ? undefined : new Map(values.map(([name]) => [name, shell.variables.get(name)]));
}

/** Puts variables back as they were. */
export function restore(shell: Shell, saved: ReadonlyMap<string, Variable | undefined>): void {
  for (const [name, variable] of saved) {
    if (variable) shell.variables.set(name, variable);
    else shell.variables.delete(name);
  }
}

/** Calls a function: parameters, locals and loops of its own. Answers its status. */
export function* callFunction(shell: Shell, name: string, args: readonly string[]): Task {
  const { machine } = shell;
  const body = shell.functions.get(name);
  if (!body) return 127;
  if (shell.depth >= MAX_DEPTH) {
    machine.halt(`functions nested more than ${MAX_DEPTH} deep`);
    return 1;
  }
  const { parameters, loops } = shell;
  shell.parameters = args;
  // In ash break and continue reach the loop around the call.
  if (shell.dialect !== 'ash') shell.loops = 0;
  shell.locals.push(new Map());
  shell.depth++;
  shell.calls.push(name);
  const status = yield* machine.interpreter.command(shell, body, 'no');
  shell.depth--;
  shell.calls.pop();
  const frame = shell.locals.pop();
  const options = frame?.get('-')?.value;
  if (options !== undefined) {
    frame?.delete('-');
    shell.options.clear();
    for (const option of options.split(' ').filter(Boolean)) shell.options.add(option);
  }
  if (frame) restore(shell, frame);
  // bash runs the EXIT trap where `exit` stands, with the parameters of the function.
  const ends = shell.dialect === 'bash' && shell.jump?.kind === 'exit' && !shell.interactive;
  if (!ends) shell.parameters = parameters;
  shell.loops = loops;
  if (shell.traps.has('RETURN')) yield* runNamedTrap(shell, 'RETURN');
  if (shell.jump?.kind !== 'return') return shell.jump ? shell.status : status;
  shell.jump = undefined;
  return shell.status;
}
