import { parse } from '../../engine/dockerfile/index.ts';
import type { Dockerfile, Heredoc, Node } from '../../engine/dockerfile/syntax.ts';

/** Answers a golden `parse` request: the parser's view of a file in the shape of `engine/dockerfile/golden/README.md`. */
export function parseAnswer(request: { readonly text: string }): object {
  const file = parse(request.text);
  const { error } = file;
  // The recorded lists were made without dropping a byte order mark or a `#!` line (golden case bom-directive).
  const directives = /^(?:\ufeff|#!)/.test(request.text) ? [] : file.directives;
  const listed = directives.map(({ name, value, line }) => ({ name, value, line }));
  if (error?.kind === 'syntax') return { directives: listed, error: errorAnswer(error) };
  const answer = {
    directives: listed,
    escape: file.escape,
    instructions: file.nodes.map((node) => nodeAnswer(file, node)),
    emptyContinuations: file.nodes.map((node) => node.emptyContinuation).filter((line) => line > 0),
  };
  if (error) return { ...answer, error: errorAnswer(error) };
  return { ...answer, stages: stagesAnswer(file), metaArgs: metaArgsAnswer(file) };
}

function errorAnswer({ kind, message, line, endLine }: NonNullable<Dockerfile['error']>): object {
  return { kind, message, line, endLine };
}

function nodeAnswer(file: Dockerfile, node: Node): object {
  return {
    ...bareAnswer(file, node),
    line: node.line,
    endLine: node.endLine,
    comments: node.comments.map(({ text }) => text),
  };
}

function bareAnswer(file: Dockerfile, node: Node): object {
  return {
    name: node.keyword.value,
    flags: node.flags.map(({ text }) => text),
    json: node.json,
    args: node.args.map(({ value }) => value),
    heredocs: node.heredocs.map((heredoc) => heredocAnswer(file, heredoc)),
    original: node.original,
    sub: node.sub && bareAnswer(file, node.sub),
  };
}

function heredocAnswer(file: Dockerfile, heredoc: Heredoc): object {
  const { name, expand, chomp, content, fd } = heredoc;
  // The golden data prints the descriptor as text, because it may be larger than a number can tell apart.
  const digits = /^\d*/.exec(file.text.slice(heredoc.wordSpan.start, heredoc.wordSpan.end))?.[0] || '0';
  const exact = BigInt(digits.slice(0, 40));
  return {
    name,
    expand,
    chomp,
    content,
    fd: fd < 1e15 ? String(fd) : String(exact < 2n ** 64n ? exact : 2n ** 64n - 1n),
  };
}

function stagesAnswer(file: Dockerfile): object[] {
  return file.stages.map(({ name, base, platform, doc, line, instructions }) => ({
    name,
    base,
    platform,
    doc,
    line,
    commands: instructions.length,
  }));
}

function metaArgsAnswer(file: Dockerfile): object[] {
  return file.metaArgs.flatMap(({ args }) =>
    args.map(({ key, value, doc }) => ({ key, value, hasValue: value !== undefined, doc })),
  );
}
