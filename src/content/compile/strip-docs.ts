import type { ESTree, Plugin } from 'vite';

/** What tests and pages read of a rule, command or kind of check, and the worker never does. */
const DOCS = new Set(['summary', 'why', 'bad', 'good', 'example']);

/** Files of the engine's registries, one thing a file: the default export is that thing. */
export const REGISTRY =
  /\/engine\/(?:lint\/rules|programs\/[^/]+|shell\/builtins|docker\/commands\/[^/]+|grade\/checks)\/[^/]+\.ts$/;

/** Leaves texts for people out of the worker: about a tenth of it. A text that is worked out, not written, stays. */
export function stripDocs(): Plugin {
  return {
    name: 'drydock-strip-docs',
    transform: {
      filter: { id: REGISTRY },
      handler(code) {
        // places do not move, so that a source map made before stays right
        return { code: blanked(code, this.parse(code)), map: null };
      },
    },
  };
}

/** `code`, a module of JavaScript parsed as `program`, with spaces for the docs of its default export. */
export function blanked(code: string, program: ESTree.Program): string {
  const thing = exported(program);
  let result = code;
  for (const [at, property] of thing?.properties.entries() ?? []) {
    if (!isDoc(property)) continue;
    // up to what comes next, so that the comma goes too
    const end = thing?.properties[at + 1]?.start ?? (thing?.end ?? 1) - 1;
    const blank = code.slice(property.start, end).replaceAll(/[^\n]/g, ' ');
    result = result.slice(0, property.start) + blank + result.slice(end);
  }
  return result;
}

/** The object that a module exports: as it stands, as the argument of `defineRule` and its kin, or by a name. */
function exported({ body }: ESTree.Program): ESTree.ObjectExpression | undefined {
  const value = body.find((node) => node.type === 'ExportDefaultDeclaration')?.declaration;
  const named = value?.type === 'Identifier' ? constant(body, value.name) : value;
  const inner = named?.type === 'CallExpression' ? named.arguments[0] : named;
  return inner?.type === 'ObjectExpression' ? inner : undefined;
}

function constant(body: ESTree.Program['body'], name: string): ESTree.Expression | undefined {
  for (const node of body) {
    if (node.type !== 'VariableDeclaration') continue;
    const found = node.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}

function isDoc(property: ESTree.ObjectPropertyKind): boolean {
  if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return false;
  return DOCS.has(property.key.name) && isWritten(property.value);
}

/** True for what has no effect when it is left out: literals, and lists and objects of them. */
function isWritten(value: ESTree.Node): boolean {
  if (value.type === 'Literal') return true;
  if (value.type === 'TemplateLiteral') return value.expressions.length === 0;
  if (value.type === 'ArrayExpression')
    return value.elements.every((element) => element !== null && isWritten(element));
  if (value.type !== 'ObjectExpression') return false;
  return value.properties.every((each) => each.type === 'Property' && !each.computed && isWritten(each.value));
}
