import { newTerminal, standardInput, type Process, type StandardInput, type Terminal } from '../../shell/index.ts';

/** Standard input of a program that runs in a container: with a terminal of its own (-t), or what is piped to it. */
export function inputOfProgram(tty: boolean): StandardInput {
  return tty ? newTerminal() : standardInput();
}

/**
 * Hands the keyboard of a client to the terminal of a program, as raw mode does: lines, Ctrl+C and Ctrl+D go there. Undefined when there
 * is no keyboard or the program has no terminal; else how to give it back.
 */
export function takeKeyboard(process: Process, input: StandardInput | undefined): (() => void) | undefined {
  const inner = input?.stream.terminal;
  const outer: Terminal | undefined = process.terminal;
  if (!inner || !outer) return undefined;
  inner.resize(outer.columns, outer.rows);
  return outer.forward(inner);
}
