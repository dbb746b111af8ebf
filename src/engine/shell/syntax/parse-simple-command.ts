import type * as U from 'unbash';
import type { Assignment, Piece, Redirect, Simple, Word } from './ast.ts';
import { expandBraces } from './brace-expansion.ts';
import { piecesOf, refuse, span, word, type Context } from './parse-word.ts';

/** Words with braces are several words in bash. */
export function words(list: readonly U.Word[], context: Context): Word[] {
  return list.flatMap((node) => oneOrMore(node, context));
}

function oneOrMore(node: U.Word, context: Context): Word[] {
  if (context.dialect !== 'bash' || !node.parts?.some((part) => part.type === 'BraceExpansion'))
    return [word(node, context)];
  return expandBraces(node.text).flatMap((text) => {
    const parsed = context.read(`: ${text}`).commands[0]?.command;
    const made = parsed?.type === 'Command' ? parsed.args[0] : undefined;
    const inner: Context = { ...context, base: node.pos + context.base - 2, line: () => context.line(node.pos) };
    return made?.type === 'Word' ? [word(made, inner)] : [];
  });
}

/** Outside bash `a[0]=x` and `a+=x` are commands that do not exist, and `a=(…)` is an error at its parenthesis. */
export function simple(node: U.Command, context: Context): Simple {
  const foreign = context.dialect === 'bash' ? -1 : node.prefix.findIndex((part) => isForeign(part, context));
  const strange = node.prefix[foreign];
  if (strange?.type === 'Assignment') {
    const rest = [...node.prefix.slice(foreign + 1), ...(node.name ? [node.name] : []), ...node.args];
    const args = rest.filter((part) => part.type === 'Word' || part.type === 'Assignment');
    // `redirects` is a getter of unbash's that a copy does not have.
    const { redirects } = node;
    return simpleOf(
      { ...node, prefix: node.prefix.slice(0, foreign), name: literalWord(strange), args, redirects },
      context,
    );
  }
  for (const part of node.args) isForeign(part, context);
  return simpleOf(node, context);
}

function isForeign(part: U.Assignment | U.Redirection | U.CommandArgument, context: Context): boolean {
  if (part.type !== 'Assignment') return false;
  if (part.value.type === 'ArrayValue') refuse(context, part.value.pos);
  return part.append === true || part.index !== undefined;
}

function simpleOf(node: U.Command, context: Context): Simple {
  const given = node.args.flatMap((part) => argument(part, context));
  const arrays = node.args.flatMap((part) => (isArray(part) ? [assignment(part, context)] : []));
  return {
    kind: 'simple',
    assignments: node.prefix.flatMap((part) => (part.type === 'Assignment' ? [assignment(part, context)] : [])),
    words: [...(node.name ? oneOrMore(node.name, context) : []), ...given],
    ...(arrays.length > 0 ? { arrays } : {}),
    redirects: node.redirects.flatMap((redirect) => redirection(redirect, context)),
    span: span(node, context),
    line: context.line(node.pos),
  };
}

function isArray(part: U.CommandArgument): part is U.Assignment {
  return part.type === 'Assignment' && part.value.type === 'ArrayValue';
}

function literalWord(node: { text: string; pos: number; end: number }): U.Word {
  return {
    type: 'Word',
    text: node.text.replaceAll(/[\\\s'"`$*?[\]]/g, String.raw`\$&`),
    value: node.text,
    pos: node.pos,
    end: node.end,
  };
}

function assignment(node: U.Assignment, context: Context): Assignment {
  const elements = node.value.type === 'ArrayValue' ? words(node.value.elements, context) : undefined;
  const value = node.value.type === 'Word' ? word(node.value, context, true) : emptyWord(node, context);
  return {
    name: node.name,
    value,
    append: node.append === true,
    ...(node.index ? { index: word(node.index, context).pieces } : {}),
    ...(elements ? { elements } : {}),
    span: span(node, context),
  };
}

function emptyWord(node: { pos: number; end: number }, context: Context): Word {
  return { pieces: [], text: '', span: span(node, context) };
}

/** `export A=$x` is one word of text `A=` and the value, which does not split; of an array only the name is a word. */
function argument(node: U.CommandArgument, context: Context): Simple['words'][number][] {
  if (node.type === 'Word') return oneOrMore(node, context);
  const { name, value, append } = assignment(node, context);
  const array = isArray(node);
  const text = array ? name : `${name}${append ? '+' : ''}=`;
  const head: Piece = { kind: 'text', text, quoted: true };
  return [{ pieces: [head, ...value.pieces], text: node.text, span: span(node, context), assignment: true }];
}

/** One redirection; none when it is no place to write to. */
export function redirection(node: U.Redirection, context: Context): Redirect[] {
  const fd = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined;
  if (node.type === 'HereDoc' && !node.closing) unclosed(node, context);
  if (node.type === 'HereDoc')
    return [{ operator: '<<', fd, target: hereDocument(node, context), span: span(node, context) }];
  if (node.type === 'HereString') refuse(context, node.pos, 'redirection');
  if (node.type === 'Redirect' && node.operator === '&>>' && context.dialect === 'ash')
    refuse(context, node.pos, 'redirection');
  const first = node.type === 'Redirect' ? node.target?.parts?.[0] : undefined;
  // `< <(…)` in dash: a second redirection where a word should be.
  if (first?.type === 'ProcessSubstitution' && context.dialect === 'dash') refuse(context, node.pos, 'redirection');
  // dash: a descriptor that is no number is an error when it is read.
  const copies = node.type === 'Redirect' && node.operator === '>&' && context.dialect === 'dash';
  if (copies && node.target && !node.target.parts && !/^(?:\d+|-)$/.test(node.target.text))
    refuse(context, node.pos, 'descriptor');
  const target = node.target ? word(node.target, context) : emptyWord(node, context);
  const named = node.descriptor?.type === 'FileDescriptorVariable' ? { variable: node.descriptor.name } : {};
  return [{ operator: node.operator, fd, ...named, target, span: span(node, context) }];
}

/** `<<-` strips the tabs of each line before anything is expanded. */
function hereDocument(node: U.HereDoc, context: Context): Word {
  const strip = (text: string, start: boolean): string =>
    node.operator === '<<-' ? text.replaceAll(start ? /(^|\n)\t+/g : /(\n)\t+/g, '$1') : text;
  // bash ends the last line of a document that has no end.
  const rest = !node.closing && context.dialect === 'bash' && !node.body.text.endsWith('\n') ? '\n' : '';
  const where = { text: node.body.text, span: span(node.body, context) };
  if (node.delimiter?.quoted || !node.body.parts)
    return {
      pieces: [{ kind: 'text', text: strip(unescapeHere(node), true) + rest, quoted: true }],
      ...where,
    };
  const made = node.body.parts.flatMap((part, index) => {
    const inner = piecesOf(part, true, context);
    return part.type === 'Literal'
      ? inner.map((piece) => (piece.kind === 'text' ? { ...piece, text: strip(piece.text, index === 0) } : piece))
      : inner;
  });
  return { pieces: rest === '' ? made : [...made, { kind: 'text', text: rest, quoted: true }], ...where };
}

/** Without an expansion the body has no parts, but `\$`, `` \` ``, `\\` and `\`-newline still count. */
function unescapeHere(node: U.HereDoc): string {
  return node.delimiter?.quoted ? node.body.text : node.body.text.replaceAll(/\\([$`\\])|\\\n/g, '$1');
}

/** A here-document that ends with the text: bash says so, and all read what there is. */
function unclosed(node: U.HereDoc, context: Context): void {
  const text = `here-document at line ${context.line(node.pos)} delimited by end-of-file (wanted \`${node.delimiter?.value ?? ''}')`;
  context.warnings.push({ line: context.line(node.body.end), text });
}
