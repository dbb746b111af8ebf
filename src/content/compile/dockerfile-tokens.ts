/** A piece of code and the name of its colour (`--syn-…`); undefined: as the text around it. */
export type Piece = readonly [text: string, name: TokenName | undefined];
export type TokenName = 'comment' | 'keyword' | 'string' | 'variable' | 'flag' | 'number';

const INSTRUCTION =
  /^(\s*)(onbuild\s+)?(add|arg|cmd|copy|entrypoint|env|expose|from|healthcheck|label|maintainer|onbuild|run|shell|stopsignal|user|volume|workdir)(?=\s|$)/i;

/** What stands in an instruction's arguments, in order of precedence. */
const ARGUMENTS: readonly (readonly [RegExp, TokenName | undefined])[] = [
  [/\\$/y, undefined],
  [/"(?:\\.|[^"\\$])*"?|'[^']*'?/y, 'string'],
  [/\$\{[^}]*\}?|\$\w+/y, 'variable'],
  [/(?<=\s)--?[A-Za-z][\w-]*=?/y, 'flag'],
  [/(?<=--from=)[^\s,$]+/y, 'variable'],
  [/(?<=[\s:=])\d+(?:[:/]\d+)*(?=[\s/]|$)/y, 'number'],
  [/<<-?["']?\w+["']?/y, 'keyword'],
];

/**
 * Colours a Dockerfile better than the stock grammar, which knows instructions and strings only: flags, variables, stage names,
 * numbers and heredocs. One list of pieces a line; joined, they give the text back.
 */
export function dockerfileTokens(code: string): readonly (readonly Piece[])[] {
  let continued = false;
  const heredocs: string[] = [];
  return code.split('\n').map((line) => {
    const [ending] = heredocs;
    if (!continued && ending !== undefined) {
      if (line.trim() === ending) heredocs.shift();
      return [[line, line.trim() === ending ? 'keyword' : 'string']];
    }
    if (/^\s*#/.test(line)) return [[line, 'comment']];
    const pieces = continued ? argumentPieces(line, 0) : instructionPieces(line);
    for (const [, word] of line.matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g)) if (word) heredocs.push(word);
    continued = /\\\s*$/.test(line) || (continued && line.trim() === '');
    return pieces;
  });
}

function instructionPieces(line: string): Piece[] {
  const match = INSTRUCTION.exec(line);
  if (!match) return argumentPieces(line, 0);
  const [all, indent = '', trigger = '', keyword = ''] = match;
  const start: Piece[] = [
    [indent, undefined],
    [trigger + keyword, 'keyword'],
  ];
  const alias = keyword.toLowerCase() === 'from' ? /^(.*\s)(as)(\s+)(\S+)(.*)$/i.exec(line.slice(all.length)) : null;
  if (!alias) return present([...start, ...argumentPieces(line, all.length)]);
  const [, before = '', as = '', space = '', name = '', rest = ''] = alias;
  const image = argumentPieces(line.slice(0, all.length + before.length), all.length);
  return present([...start, ...image, [as, 'keyword'], [space, undefined], [name, 'variable'], [rest, undefined]]);
}

function argumentPieces(line: string, from: number): Piece[] {
  const pieces: Piece[] = [];
  let plain = from;
  for (let at = from; at < line.length;) {
    const token = tokenAt(line, at);
    if (!token) {
      at++;
      continue;
    }
    pieces.push([line.slice(plain, at), undefined], token);
    at += token[0].length;
    plain = at;
  }
  return present([...pieces, [line.slice(plain), undefined]]);
}

function tokenAt(line: string, at: number): Piece | undefined {
  for (const [pattern, name] of ARGUMENTS) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match && match[0] !== '') return [match[0], name];
  }
  return undefined;
}

function present(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(([text]) => text !== '');
}
