/** The tree of a template. `at` is the offset that messages point at. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipe: Pipeline; readonly at: number }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
      readonly at: number;
    }
  | { readonly kind: 'template'; readonly name: string; readonly pipe?: Pipeline; readonly at: number }
  | { readonly kind: 'break' | 'continue' };

export interface Pipeline {
  readonly at: number;
  readonly commands: readonly Command[];
  /** Variables it sets. */
  readonly names: readonly string[];
  /** `=` rather than `:=`. */
  readonly assigns: boolean;
}

export interface Command {
  readonly at: number;
  readonly args: readonly Operand[];
}

export type Operand =
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly fields: readonly string[]; readonly at: number }
  | { readonly kind: 'chain'; readonly of: Operand; readonly fields: readonly string[]; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly at: number }
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'bool'; readonly value: boolean; readonly at: number }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly value: number;
      readonly float: boolean;
      readonly at: number;
    }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly at: number }
  | { readonly kind: 'pipe'; readonly pipe: Pipeline; readonly at: number };

/** A node as messages quote it. Source: Go text/template parse/node.go, String. */
export function nodeText(node: Operand): string {
  switch (node.kind) {
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return [node.name, ...node.fields].join('.');
    case 'chain':
      return `${node.of.kind === 'pipe' ? `(${nodeText(node.of)})` : nodeText(node.of)}${node.fields.map((name) => `.${name}`).join('')}`;
    case 'call':
      return node.name;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'number':
    case 'string':
      return node.text;
    case 'pipe':
      return pipelineText(node.pipe);
  }
}

export function commandText(command: Command): string {
  return command.args.map((one) => (one.kind === 'pipe' ? `(${nodeText(one)})` : nodeText(one))).join(' ');
}

export function pipelineText(pipe: Pipeline): string {
  const set = pipe.names.length > 0 ? `${pipe.names.join(', ')} ${pipe.assigns ? '=' : ':='} ` : '';
  return `${set}${pipe.commands.map(commandText).join(' | ')}`;
}
