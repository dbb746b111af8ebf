import type { Token } from '../../base/span.ts';
import { parseHeredoc } from '../heredoc.ts';
import { checkFlags } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';
import type { Heredoc, Node } from '../syntax.ts';

const shared = { chown: 'text', chmod: 'text', link: 'bool', exclude: 'texts' } as const;

interface Sources {
  readonly sources: readonly Token[];
  readonly heredocs: readonly Heredoc[];
  readonly dest: Token;
}

/** Sources, heredoc bodies in the order of their words (leading tabs of `<<-` removed) and destination. */
function readSources(node: Node, instruction: string): Sources | string {
  const dest = node.args.at(-1);
  if (!dest) return destinationMissing(instruction);
  if (typeof parseHeredoc(dest.value) === 'object') return `${instruction} cannot accept a heredoc as a destination`;
  const sources: Token[] = [];
  const heredocs: Heredoc[] = [];
  for (const token of node.args.slice(0, -1)) {
    const word = parseHeredoc(token.value);
    if (typeof word !== 'object') sources.push(token);
    else heredocs.push(bodyOf(node, token, word));
  }
  return { sources, heredocs, dest };
}

function bodyOf(node: Node, token: Token, word: Omit<Heredoc, 'content' | 'span' | 'wordSpan'>): Heredoc {
  const body = node.heredocs.findLast(({ name }) => name === word.name);
  const content = body?.content ?? '';
  return {
    ...word,
    content: word.chomp ? content.replace(/^\t+/gm, '') : content,
    span: body?.span ?? token.span,
    wordSpan: token.span,
  };
}

function destinationMissing(instruction: string): string {
  return `${instruction} requires at least two arguments, but only one was provided. Destination could not be determined`;
}

const copyFlags = { ...shared, from: 'text', parents: 'bool' } as const;
const addFlags = { ...shared, 'keep-git-dir': 'bool', checksum: 'text', unpack: 'bool' } as const;

function reader(kind: 'copy' | 'add', flags: typeof copyFlags | typeof addFlags): InstructionReader {
  const instruction = kind.toUpperCase();
  return {
    name: kind,
    form: 'paths',
    heredocs: true,
    flags,
    read(node) {
      if (node.args.length < 2) return destinationMissing(instruction);
      const checked = checkFlags(node, flags);
      if (typeof checked === 'string') return checked;
      const places = readSources(node, instruction);
      if (typeof places === 'string') return places;
      return {
        kind,
        node,
        ...places,
        from: checked.get('from'),
        chown: checked.get('chown'),
        chmod: checked.get('chmod'),
        link: checked.bool('link') ?? false,
        parents: checked.bool('parents') ?? false,
        excludes: checked.all('exclude'),
        checksum: checked.get('checksum'),
        keepGitDir: checked.bool('keep-git-dir'),
        unpack: checked.bool('unpack'),
      };
    },
  };
}

export default [reader('copy', copyFlags), reader('add', addFlags)];
