import { lex, type Token } from './lex.ts';
import { pipeline, unquoted } from './parse-pipeline.ts';
import { bad, error, peek, peekSolid, takeSolid, unexpected, type Or, type Parser, type Problem } from './reader.ts';
import type { Node } from './nodes.ts';

export type Parsed =
  | { readonly ok: true; readonly nodes: readonly Node[]; readonly templates: ReadonlyMap<string, readonly Node[]> }
  | { readonly ok: false; readonly message: string };

/** A template as a tree, or why it is none in Go's words. `functions` are the names it may call. Source: Go text/template parse/parse.go. */
export function parseTemplate(text: string, functions: ReadonlySet<string>): Parsed {
  const parser: Parser = {
    tokens: lex(text),
    functions,
    templates: new Map(),
    next: 0,
    variables: ['$'],
    actionLine: 0,
    ranges: 0,
  };
  const nodes: Node[] = [];
  while (peek(parser).kind !== 'eof') {
    const node = textOrAction(parser);
    const problem = bad(node) ? node : isEnd(node) ? error(parser, `unexpected ${endText(node)}`) : undefined;
    if (problem) return { ok: false, message: problem.problem };
    if (!bad(node)) nodes.push(node as Node);
  }
  return { ok: true, nodes, templates: parser.templates };
}

type End = { readonly kind: 'end' | 'else' };

function isEnd(node: Node | End): node is End {
  return node.kind === 'end' || node.kind === 'else';
}

function endText(node: End): string {
  return `{{${node.kind}}}`;
}

function textOrAction(parser: Parser): Or<Node | End> {
  const token = takeSolid(parser);
  if (token.kind === 'text') return { kind: 'text', text: token.text };
  if (token.kind !== 'open') return unexpected(parser, token, 'input');
  parser.actionLine = token.line;
  const node = actionNode(parser);
  parser.actionLine = 0;
  return node;
}

function actionNode(parser: Parser): Or<Node | End> {
  const token = peekSolid(parser);
  if (token.kind === 'keyword') {
    parser.next++;
    return keyword(parser, token);
  }
  const pipe = pipeline(parser, 'command', 'close');
  return bad(pipe) ? pipe : { kind: 'action', pipe, at: token.at };
}

function keyword(parser: Parser, token: Token): Or<Node | End> {
  switch (token.text) {
    case 'if':
    case 'with':
    case 'range':
      return control(parser, token.text, token.at);
    case 'end':
      return expectClose(parser, 'end') ?? { kind: 'end' };
    case 'else':
      // {{else if}} leaves its `if` for the caller
      if (/^(?:if|with)$/.test(peekSolid(parser).text)) return { kind: 'else' };
      return expectClose(parser, 'else') ?? { kind: 'else' };
    case 'break':
    case 'continue': {
      const wrong = expectClose(parser, `{{${token.text}}}`);
      if (wrong) return wrong;
      return parser.ranges > 0 ? { kind: token.text } : error(parser, `{{${token.text}}} outside {{range}}`);
    }
    case 'template':
      return invocation(parser);
    default:
      return definition(parser, token);
  }
}

function expectClose(parser: Parser, context: string): Problem | undefined {
  const token = takeSolid(parser);
  return token.kind === 'close' ? undefined : unexpected(parser, token, context);
}

/** Nodes up to {{end}} or {{else}}. */
function list(parser: Parser): Or<{ nodes: Node[]; end: End }> {
  const nodes: Node[] = [];
  while (peekSolid(parser).kind !== 'eof') {
    const node = textOrAction(parser);
    if (bad(node)) return node;
    if (isEnd(node)) return { nodes, end: node };
    nodes.push(node);
  }
  return error(parser, 'unexpected EOF');
}

function control(parser: Parser, kind: 'if' | 'with' | 'range', at: number): Or<Node> {
  const scope = parser.variables.length;
  const pipe = pipeline(parser, kind, 'close');
  if (bad(pipe)) return pipe;
  if (kind === 'range') parser.ranges++;
  const body = list(parser);
  if (kind === 'range') parser.ranges--;
  if (bad(body)) return body;
  let otherwise: Node[] = [];
  if (body.end.kind === 'else') {
    const next = peek(parser);
    if (next.kind === 'keyword' && next.text === kind && kind !== 'range') {
      parser.next++;
      const nested = control(parser, kind, next.at);
      if (bad(nested)) return nested;
      otherwise = [nested];
    } else {
      const rest = list(parser);
      if (bad(rest)) return rest;
      if (rest.end.kind !== 'end') return error(parser, `expected end; found ${endText(rest.end)}`);
      otherwise = rest.nodes;
    }
  }
  parser.variables = parser.variables.slice(0, scope);
  return { kind, pipe, body: body.nodes, otherwise, at };
}

function invocation(parser: Parser): Or<Node> {
  const name = takeSolid(parser);
  if (name.kind !== 'string' && name.kind !== 'raw') return unexpected(parser, name, 'template clause');
  if (peekSolid(parser).kind === 'close') {
    parser.next++;
    return { kind: 'template', name: unquoted(name.text), at: name.at };
  }
  const pipe = pipeline(parser, 'template clause', 'close');
  return bad(pipe) ? pipe : { kind: 'template', name: unquoted(name.text), pipe, at: name.at };
}

function definition(parser: Parser, token: Token): Or<Node> {
  const name = takeSolid(parser);
  if (name.kind !== 'string' && name.kind !== 'raw') return unexpected(parser, name, `${token.text} clause`);
  const pipe =
    token.text === 'block' ? pipeline(parser, 'block clause', 'close') : expectClose(parser, 'define clause');
  if (bad(pipe)) return pipe;
  const body = list(parser);
  if (bad(body)) return body;
  if (body.end.kind !== 'end') return error(parser, `unexpected ${endText(body.end)} in ${token.text} clause`);
  parser.templates.set(unquoted(name.text), body.nodes);
  return pipe ? { kind: 'template', name: unquoted(name.text), pipe, at: name.at } : { kind: 'text', text: '' };
}
