import type { Callable } from './functions.ts';
import { nodeText, type Node, type Operand } from './nodes.ts';
import { MISSING, type Value } from './value.ts';

/** What a template is run with. */
export interface Execution {
  readonly text: string;
  readonly nodes: readonly Node[];
  readonly templates: ReadonlyMap<string, readonly Node[]>;
  /** A key that a map does not have is an error (`missingkey=error`). */
  readonly strict: boolean;
  /** Headings are rendered with functions that leave texts as they are. */
  readonly functions?: ReadonlyMap<string, Callable>;
}

export interface State {
  readonly run: Execution;
  readonly root: Value;
  readonly output: string[];
  variables: { name: string; value: Value }[];
  /** Where messages point. */
  at: { readonly offset: number; readonly text: string };
  problem: string | undefined;
  left: 'break' | 'continue' | undefined;
  depth: number;
}

/** Most pieces of text that a template may make: ranges within ranges end. */
const LONGEST = 100_000;

export function stopped(state: State): boolean {
  if (state.output.length > LONGEST) fail(state, 'output too long');
  return state.problem !== undefined || state.left !== undefined;
}

export function fail(state: State, message: string): Value {
  if (state.problem !== undefined) return MISSING;
  const before = state.run.text.slice(0, state.at.offset);
  const lines = before.split('\n');
  const column = Array.from(lines.at(-1) ?? '').length;
  state.problem = `template: :${lines.length}:${column}: executing "" at <${state.at.text}>: ${message}`;
  return MISSING;
}

export function at(state: State, node: Operand): void {
  state.at = { offset: node.at, text: nodeText(node) };
}

export function assign(state: State, name: string, value: Value): void {
  const found = state.variables.findLast((one) => one.name === name);
  if (found) found.value = value;
}
