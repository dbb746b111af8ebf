import { detachKeys, escapable } from './detach-keys.ts';
import { newTerminal, standardInput, type Process, type StandardInput, type Terminal } from '../../../kernel/index.ts';

/** Standard input of a program that runs in a container: a terminal of its own (-t), at which nobody may sit, what is piped to it (-i), or nothing. */
export function inputOfProgram({
  open,
  tty,
}: {
  readonly open: boolean;
  readonly tty: boolean;
}): StandardInput | undefined {
  if (tty) return newTerminal();
  return open ? standardInput() : undefined;
}

/** A terminal without a keyboard (-t without -i) has the size of its client's window all the same. Source: docker/cli cli/command/container/tty.go. */
export function sizeAsClient({ screen }: Process, input: StandardInput | undefined): void {
  const window = screen?.();
  if (window) input?.stream.terminal?.resize(window.columns, window.rows);
}

/** A keyboard in the hands of a program in a container. */
export interface TakenKeyboard {
  /** The keys that leave the program to itself were pressed. */
  readonly detached: boolean;
  giveBack(): void;
}

/**
 * Hands the keyboard of a client to the terminal of a program, as raw mode does: lines, Ctrl+C and Ctrl+D go there, until the keys of
 * --detach-keys are pressed. Undefined when there is no keyboard or the program has no terminal.
 */
export function takeKeyboard(
  process: Process,
  input: StandardInput | undefined,
  keys: string | undefined,
): TakenKeyboard | undefined {
  const inner = input?.stream.terminal;
  const outer: Terminal | undefined = process.terminal;
  if (!inner || !outer) return undefined;
  inner.resize(outer.columns, outer.rows);
  let detached = false;
  const giveBack = outer.forward(
    escapable(inner, detachKeys(keys), () => {
      detached = true;
      giveBack();
    }),
  );
  return {
    get detached() {
      return detached;
    },
    giveBack,
  };
}
