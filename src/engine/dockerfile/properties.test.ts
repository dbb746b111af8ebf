import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIgnore, sent } from './dockerignore.ts';
import { expand } from './expand.ts';
import { goldenCases } from './golden/cases.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';
import type { Dockerfile, Node } from './syntax.ts';

/** Pieces of files, separated by a character that none of them holds. */
const words = [
  'FROM ¦RUN ¦COPY ¦ADD ¦ENV ¦ARG ¦LABEL ¦CMD ¦ENTRYPOINT ¦ONBUILD ¦HEALTHCHECK ¦EXPOSE ¦USER ¦WORKDIR ¦VOLUME ',
  'SHELL ¦STOPSIGNAL ¦from ¦FOO ¦alpine¦ AS ¦a¦b=c¦CMD¦NONE¦/bin/sh¦\n¦\n¦\n¦\r\n¦\\\n¦ \\ \n¦\\\\\n¦`\n¦\\¦ ¦  ¦\t¦\n\n',
  '# note\n¦  # x\n¦# escape=`\n¦# syntax=docker/dockerfile:1\n¦#\n¦--from=a ¦--mount=type=cache,target=/x ¦-- ',
  '--x="a b" ¦["a", "b"]¦["a¦[]¦"¦\'¦$A¦${A:-b}¦${¦}¦<<EOF¦ <<-E ¦<<\'E F\'¦EOF\n¦\tE\n¦E\n¦=¦,¦/¦:¦\r¦\v¦\0',
  '\ufeff¦\u00a0¦\u0085¦é¦🐳¦\u202e',
].flatMap((list) => list.split('¦'));
const sources = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(''));
const texts = fc.oneof(
  sources,
  sources.map((text) => `FROM alpine\n${text}`),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const runs = { numRuns: 400 };

/**
 * What is left of a character that BuildKit cuts in two: it looks for the end of HEALTHCHECK's first word byte by byte, and the second
 * byte of U+00A0 counts as a space. Source: moby/buildkit frontend/dockerfile/parser/line_parsers.go parseHealthConfig.
 */
const HALF = '\ufffd';

/** Variables with short names are set. */
function lookup(name: string): string | undefined {
  return name.length === 1 ? `<${name} ${name}>` : undefined;
}

/** Every span of a file with the text that stands for it, where the token is written as it is. */
function spans(file: Dockerfile): { start: number; end: number }[] {
  const all: { start: number; end: number }[] = [];
  const add = (node: Node): void => {
    all.push(node.span, node.keyword.span, ...node.args.map(({ span }) => span));
    for (const flag of node.flags) all.push(flag.span, flag.nameSpan, ...(flag.valueSpan ? [flag.valueSpan] : []));
    for (const heredoc of node.heredocs) all.push(heredoc.span, heredoc.wordSpan);
    if (node.sub) add(node.sub);
  };
  file.nodes.forEach(add);
  all.push(...file.comments.map(({ span }) => span), ...file.errors.map(({ span }) => span));
  all.push(...file.directives.map(({ span }) => span));
  return all;
}

/** What has to survive printing: the instructions without their places. */
function meaning(node: Node): unknown {
  const { flags, args, heredocs, original, json, name, sub, comments } = node;
  return {
    keyword: node.keyword.value,
    name,
    json,
    original,
    comments: comments.map(({ text }) => text),
    flags: flags.map(({ text }) => text),
    args: args.map(({ value }) => value),
    heredocs: heredocs.map((heredoc) => ({ ...heredoc, span: 0, wordSpan: 0 })),
    sub: sub && meaning(sub),
  };
}

describe('any text', () => {
  it('is read without an exception, and every span lies inside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of spans(parse(text))) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      runs,
    );
  });

  it('has segments that map its logical lines onto the file character by character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { original, segments } of parse(text).nodes)
          for (const [index, { at, file }] of segments.entries()) {
            const piece = original.slice(at, segments[index + 1]?.at);
            expect(text.slice(file, file + piece.length)).toBe(piece);
          }
      }),
      runs,
    );
  });

  it('has keywords, plain arguments and heredoc bodies that slice back to their text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = parse(text).nodes.flatMap((node) => {
          const bodies = node.heredocs.map(({ content, span }) => ({ value: content, span }));
          if (node.segments.length > 1) return bodies;
          const written = node.json || node.name === 'env' || node.name === 'label' ? [] : node.args;
          return [node.keyword, ...written, ...bodies];
        });
        const sliced = tokens.map(({ span, value }) => {
          const slice = text.slice(span.start, span.end);
          return value === `${slice}${HALF}` ? value : slice;
        });
        expect(sliced).toEqual(tokens.map(({ value }) => value));
      }),
      runs,
    );
  });

  it('names each line at most in one instruction, in ascending order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const { line, endLine } of parse(text).nodes) {
          expect(line).toBeGreaterThan(last);
          expect(endLine).toBeGreaterThanOrEqual(line);
          last = endLine;
        }
      }),
      runs,
    );
  });

  it('has the same instructions after printing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const file = parse(text);
        fc.pre(!file.errors.some(({ kind }) => kind === 'syntax'));
        const printed = print(file);
        const again = parse(printed);
        expect(again.nodes.map(meaning)).toEqual(file.nodes.map(meaning));
        expect(again.escape).toBe(file.escape);
        expect(print(again)).toBe(printed);
      }),
      runs,
    );
  });

  it('is expanded without an exception', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), fc.boolean(), (text, rawQuotes, skipUnset) => {
        const { error, result } = expand(text, lookup, { words: true, rawQuotes, skipUnset });
        expect(error === undefined || result === '').toBe(true);
      }),
      runs,
    );
  });

  it('is an ignore file with a verdict for every path', () => {
    const globs = fc
      .array(fc.constantFrom('*', '**', '/', '!', 'a', 'b', '[', ']', '-', '^', '\\', '?', '\n', '.', 'd'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(globs, (text) => {
        const paths = ['a', 'a/b', 'a/b/a', 'b', 'b/.a', 'ab'];
        expect(sent(parseIgnore(text), paths)).toHaveLength(paths.length);
      }),
      runs,
    );
  });
});

describe('recorded files', () => {
  it('have the same instructions after printing', () => {
    for (const { id, text } of [...goldenCases('edge.jsonl'), ...goldenCases('programs.jsonl')]) {
      const file = parse(text);
      if (file.errors.some(({ kind }) => kind === 'syntax')) continue;
      expect({ id, nodes: parse(print(file)).nodes.map(meaning) }).toEqual({ id, nodes: file.nodes.map(meaning) });
    }
  });
});
