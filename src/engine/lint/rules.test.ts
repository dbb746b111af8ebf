import { describe, expect, it } from 'vitest';
import { evaluate, parse, parseIgnore } from '../dockerfile/index.ts';
import type { ImageConfig } from '../dockerfile/plan.ts';
import { lint, rules, type Example } from './index.ts';

interface Marked {
  readonly text: string;
  readonly spans: readonly { start: number; end: number }[];
  readonly dockerignore: string | undefined;
  readonly images: Readonly<Record<string, ImageConfig>>;
}

/** The text without its `[|…|]` marks, and the spans between them. */
function marked(example: Example): Marked {
  const {
    dockerignore,
    images = {},
    text: source,
  } = typeof example === 'string' ? ({ text: example } as Exclude<Example, string>) : example;
  const spans: { start: number; end: number }[] = [];
  let text = '';
  let rest = source;
  for (let open = rest.indexOf('[|'); open !== -1; open = rest.indexOf('[|')) {
    const close = rest.indexOf('|]', open);
    text += rest.slice(0, open);
    spans.push({ start: text.length, end: text.length + close - open - 2 });
    text += rest.slice(open + 2, close);
    rest = rest.slice(close + 2);
  }
  return { text: text + rest, spans, dockerignore, images };
}

function findings(id: string, example: Example) {
  const { text, dockerignore, images } = marked(example);
  const dockerfile = parse(text);
  const evaluation = evaluate(dockerfile, { allStages: true, image: (name) => images[name] });
  const ignore = dockerignore === undefined ? undefined : parseIgnore(dockerignore);
  return lint({ dockerfile, evaluation, ignore }).findings.filter((finding) => finding.rule === id);
}

/** Applies the first fix of each finding, last first. */
function fixed(id: string, example: Example): string {
  const edits = findings(id, example).flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
  let { text } = marked(example);
  for (const { span, text: replacement } of edits.toSorted((a, b) => b.span.start - a.span.start)) {
    text = text.slice(0, span.start) + replacement + text.slice(span.end);
  }
  return text;
}

describe.each([...rules].map(([id, rule]) => ({ id, rule })))('rule $id', ({ id, rule }) => {
  it('says what to do and why, with examples of both kinds', () => {
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.bad.length).toBeGreaterThan(0);
    expect(rule.good.length).toBeGreaterThan(0);
    for (const text of [rule.summary, rule.why])
      expect(text).not.toMatch(/\b(?:you|your|just|simply|please)\b|!(?!\w)/i);
  });

  it.each(rule.bad.map((example) => ({ example })))('reports the marked spans of a bad example', ({ example }) => {
    expect(findings(id, example).map(({ span }) => span)).toEqual(marked(example).spans);
  });

  it.each(rule.good.map((example) => ({ example })))('leaves a good example alone', ({ example }) => {
    expect(findings(id, example)).toEqual([]);
  });

  it('clears its finding with its quick fix and leaves a file that parses', () => {
    for (const example of rule.bad) {
      const before = findings(id, example).filter(({ fixes }) => fixes?.length);
      if (before.length === 0) continue;
      const after = fixed(id, example);
      expect(parse(after).errors).toEqual([]);
      const source = typeof example === 'string' ? after : { ...example, text: after };
      expect(findings(id, source).length).toBe(findings(id, example).length - before.length);
    }
  });
});
