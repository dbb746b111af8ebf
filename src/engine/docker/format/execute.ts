import { evaluate } from './evaluate.ts';
import { pipelineText, type Node } from './nodes.ts';
import { printed } from './print.ts';
import { assign, fail, stopped, type Execution, type State } from './state.ts';
import { int, isTrue, MISSING, str, type Value } from './value.ts';

/** Text that a template makes of a value, or Go's words on why it stopped. Source: Go text/template exec.go. */
export function execute(run: Execution, value: Value): { readonly text: string; readonly problem?: string } {
  const state: State = {
    run,
    root: value,
    output: [],
    variables: [{ name: '$', value }],
    at: { offset: 0, text: '' },
    problem: undefined,
    left: undefined,
    depth: 0,
  };
  walk(state, value, run.nodes);
  const text = state.output.join('');
  return state.problem === undefined ? { text } : { text, problem: state.problem };
}

function walk(state: State, dot: Value, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (stopped(state)) return;
    switch (node.kind) {
      case 'text':
        state.output.push(node.text);
        break;
      case 'action': {
        const value = evaluate(state, dot, node.pipe);
        if (state.problem === undefined && node.pipe.names.length === 0) print(state, value);
        break;
      }
      case 'if':
      case 'with':
        scoped(state, () => {
          const value = evaluate(state, dot, node.pipe);
          if (state.problem !== undefined) return;
          if (isTrue(value)) walk(state, node.kind === 'with' ? value : dot, node.body);
          else walk(state, dot, node.otherwise);
        });
        break;
      case 'range':
        scoped(state, () => range(state, dot, node));
        break;
      case 'template':
        call(state, dot, node);
        break;
      default:
        state.left = node.kind;
    }
  }
}

function scoped(state: State, what: () => void): void {
  const depth = state.variables.length;
  what();
  state.variables.length = Math.min(state.variables.length, depth);
}

function print(state: State, value: Value): void {
  state.output.push(value.kind === 'nil' || value.kind === 'missing' ? '<no value>' : printed(value));
}

type Range = Extract<Node, { kind: 'if' | 'with' | 'range' }>;

function range(state: State, dot: Value, node: Range): void {
  const value = evaluate(state, dot, node.pipe);
  if (state.problem !== undefined) return;
  const items = itemsOf(value);
  if (!items) {
    fail(state, `range can't iterate over ${printed(value)}`);
    return;
  }
  if (items.length === 0) {
    walk(state, dot, node.otherwise);
    return;
  }
  const depth = state.variables.length;
  const { names, assigns } = node.pipe;
  for (const [key, item] of items) {
    const set = names.length > 1 ? [key, item] : [item];
    for (const [index, name] of names.entries()) {
      if (assigns) assign(state, name, set[index] ?? MISSING);
      else state.variables.push({ name, value: set[index] ?? MISSING });
    }
    walk(state, item, node.body);
    state.variables.length = Math.min(state.variables.length, depth);
    const { left } = state;
    state.left = undefined;
    if (left === 'break' || state.problem !== undefined) return;
  }
}

function itemsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value.kind === 'slice') return (value.items ?? []).map((item, index) => [int(index, 'int'), item] as const);
  if (value.kind === 'map') return [...(value.entries ?? [])].map(([key, item]) => [str(key), item] as const);
  if (value.kind === 'int')
    return Array.from(
      { length: Math.max(0, Math.min(value.value, 10_000)) },
      (_, index) => [int(index), int(index)] as const,
    );
  return value.kind === 'nil' || value.kind === 'missing' ? [] : undefined;
}

function call(state: State, dot: Value, node: Extract<Node, { kind: 'template' }>): void {
  const nodes = state.run.templates.get(node.name);
  state.at = {
    offset: node.at,
    text: `{{template ${JSON.stringify(node.name)}${node.pipe ? ` ${pipelineText(node.pipe)}` : ''}}}`,
  };
  if (!nodes) {
    fail(state, `template ${JSON.stringify(node.name)} not defined`);
    return;
  }
  // Go's own limit is 100,000; a template of a command line never needs more than a few
  if (state.depth >= 100) {
    fail(state, `exceeded maximum template depth (100000)`);
    return;
  }
  const value = node.pipe ? evaluate(state, dot, node.pipe) : MISSING;
  const { variables } = state;
  state.variables = [{ name: '$', value }];
  state.depth++;
  walk(state, value, nodes);
  state.depth--;
  state.variables = variables;
}
