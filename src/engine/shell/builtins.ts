import type { Dialect } from './syntax/ast.ts';
import type { Shell } from './state/shell-state.ts';
import type { Task } from '../kernel/system.ts';

/** A command that changes the shell itself: `builtins/<name>.ts`, default export. */
export interface Builtin {
  /** One line: what it does and what is left out. */
  readonly summary: string;
  readonly names: readonly string[];
  /** POSIX special builtin: assignments before it stay, its errors end the shell. */
  readonly special?: boolean;
  /** Shells that have it; all three unless given. */
  readonly shells?: readonly Dialect[];
  /** Shells that have one of several names. */
  readonly only?: Readonly<Record<string, readonly Dialect[]>>;
  run(shell: Shell, args: readonly string[], name: string): number | Task;
}

const modules = import.meta.glob<Builtin>(['./builtins/*.ts', '!./builtins/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Names of what bash has built in. */
export function builtinNames(): readonly string[] {
  return [...builtins.keys()].filter((name) => /^[a-z]+$/.test(name));
}

/** Every builtin by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(
  Object.values(modules).flatMap((builtin) => builtin.names.map((name) => [name, builtin] as const)),
);
