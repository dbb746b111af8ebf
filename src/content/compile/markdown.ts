import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import type { Code, Link, Root } from 'mdast';
import { toString } from 'hast-util-to-string';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import type { Heading } from '../model.ts';
import { callouts } from './callouts.ts';
import { COMPUTED, readComputed } from './computed.ts';
import type { Computed } from './computed.ts';
import { LANGUAGES, parseFence } from './fences.ts';
import type { FenceAttributes } from './fences.ts';
import { contentError } from './front-matter.ts';
import { highlighter } from './highlight.ts';
import type { Highlight } from './highlight.ts';
import { typography } from './typography.ts';

/** A fenced block as the content test runs it. */
export interface Fence {
  readonly language: string;
  readonly attributes: FenceAttributes;
  readonly code: string;
  /** 1-based line of the fence in the file. */
  readonly line: number;
  /** What the YAML of a computed block says; undefined for code. */
  readonly computed?: Computed;
}

export interface Page {
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly fences: readonly Fence[];
  /** Targets of links as written, with their lines. */
  readonly links: readonly { readonly url: string; readonly line: number }[];
}

export interface MarkdownSource {
  /** Path for messages. */
  readonly file: string;
  readonly text: string;
  /** 1-based line of the file at which the text begins. */
  readonly line?: number;
  /** The site's base path; `/` unless the app is served below another path. */
  readonly base?: string;
  /** True where blocks may be computed and drawn: in lessons. */
  readonly figures?: boolean;
}

interface Found {
  readonly headings: Heading[];
  readonly fences: Fence[];
  readonly links: { url: string; line: number }[];
}

/** Turns Markdown into HTML. Throws a content error with file and line for an unknown language, attribute, callout or inline HTML. */
export async function renderMarkdown(source: MarkdownSource): Promise<Page> {
  const highlight = await highlighter();
  const found: Found = { headings: [], fences: [], links: [] };
  // As many newlines before the text as there are lines above it: positions are then those of the file (stack.md, trap 10).
  const value = '\n'.repeat((source.line ?? 1) - 1) + source.text;
  try {
    const html = unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkDirective)
      .use(callouts)
      .use(() => collect(found, source.figures ?? false))
      .use(remarkRehype)
      .use(rehypeSlug)
      .use(typography)
      .use(() => finish(found, { highlight, base: source.base ?? '/' }))
      .use(rehypeStringify)
      .processSync(new VFile({ value, path: source.file }));
    return { html: String(html), ...found };
  } catch (error) {
    const { reason, line } = error as { reason?: string; line?: number };
    if (reason === undefined) throw error;
    throw contentError(`${source.file}:${line ?? source.line ?? 1}: ${reason}`);
  }
}

function collect(found: Found, figures: boolean) {
  return (tree: Root, file: VFile): void => {
    for (const node of nodes(tree)) {
      const line = node.position?.start.line ?? 0;
      if (node.type === 'link' || node.type === 'definition') found.links.push({ url: (node as Link).url, line });
      if (node.type === 'code') found.fences.push(fenceOf(node as Code, file, figures));
    }
  };
}

function fenceOf(node: Code, file: VFile, figures: boolean): Fence {
  const language = node.lang ?? '';
  const computes = figures && COMPUTED.some((known) => known === language);
  if (!computes && !(language in LANGUAGES))
    file.fail(`unknown language “${language}” of a fenced block; known are ${Object.keys(LANGUAGES).join(', ')}`, node);
  const attributes = parseFence(node.meta ?? '');
  if ('problem' in attributes) return file.fail(attributes.problem, node);
  const line = node.position?.start.line ?? 0;
  const fence = { language, attributes, code: node.value, line };
  if (!computes) return fence;
  const computed = readComputed(language, { file: file.path, yaml: node.value, line: line + 1 });
  return computed ? { ...fence, computed } : fence;
}

interface Tree {
  readonly type: string;
  readonly children?: readonly unknown[];
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}

function* nodes(root: Tree): Generator<Tree> {
  const waiting: Tree[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    waiting.push(...((node.children ?? []) as Tree[]).toReversed());
  }
}

function finish(found: Found, { highlight, base }: { highlight: Highlight; base: string }) {
  return (tree: HtmlRoot): void => {
    let fence = 0;
    const behind = new Map<unknown, number>();
    // All elements first: the loop below rewrites the tree.
    const elements = [...nodes(tree as Tree)].filter((node) => node.type === 'element') as unknown as Element[];
    for (const element of elements) {
      if (element.tagName === 'h2' || element.tagName === 'h3')
        found.headings.push({
          id: String(element.properties['id']),
          text: toString(element),
          depth: Number(element.tagName[1]),
        });
      if (element.tagName === 'a') rebase(element, base);
      if (element.tagName === 'table') wrapTable(element);
      if (element.tagName === 'pre') {
        const details = found.fences[fence];
        if (details?.computed) Object.assign(element, { type: 'comment', value: `figure ${fence}` });
        else if (details) asFigure(element, asked(details, found.fences[fence + 1]), highlight);
        if (details && isDrawn(details)) behind.set(element, fence);
        fence++;
      }
    }
    placeDrawings(tree, behind);
  };
}

/** True for a block of code below which something is drawn. */
export function isDrawn({ attributes: { stages, layers, timeline } }: Fence): boolean {
  return (stages ?? layers ?? timeline) === true;
}

/** Leaves a mark behind each block that asks for a drawing; what is computed leaves one in its own place. */
function placeDrawings(tree: HtmlRoot, behind: ReadonlyMap<unknown, number>): void {
  tree.children = tree.children.flatMap((child) => {
    const fence = behind.get(child);
    return fence === undefined ? [child] : [child, { type: 'comment', value: `figure ${fence}` }];
  });
}

/** Links inside the site follow its base path; others say nothing about where the reader came from. */
function rebase(element: Element, base: string): void {
  const href = String(element.properties['href'] ?? '');
  if (href.startsWith('/')) element.properties['href'] = base.replace(/\/$/, '') + href;
  else if (/^https?:/.test(href)) element.properties['rel'] = ['noreferrer'];
}

/** A wide table scrolls in a box of its own that the keyboard reaches. */
function wrapTable(element: Element): void {
  const table: Element = { ...element };
  element.tagName = 'div';
  element.properties = { className: ['table'], tabIndex: 0, role: 'group', ariaLabel: 'Table' };
  element.children = [table];
}

/** A block that the next one asks about does not say beforehand whether it builds. */
function asked(fence: Fence, next: Fence | undefined): Fence {
  if (next?.computed?.kind !== 'predict' || next.computed.spec.dockerfile !== undefined) return fence;
  const { fails: _fails, shows: _shows, ...attributes } = fence.attributes;
  return { ...fence, attributes };
}

/** `<figure class="code">` with the caption, the attributes as data-… and the coloured code. */
function asFigure(element: Element, fence: Fence, highlight: Highlight): void {
  const { title, shows, fails, demo, target, platform, fragment, stages, layers, timeline } = fence.attributes;
  const caption: ElementContent[] = title
    ? [{ type: 'element', tagName: 'figcaption', properties: {}, children: [{ type: 'text', value: title }] }]
    : [];
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: { className: [`language-${fence.language}`] },
    children: highlight(fence.code, fence.language),
  };
  const pre: Element = {
    type: 'element',
    tagName: 'pre',
    properties: { tabIndex: 0, role: 'group', ariaLabel: title ?? `Code, ${fence.language}` },
    children: [code],
  };
  const data = { demo, target, platform, shows, fails, fragment, stages, layers, timeline };
  element.tagName = 'figure';
  element.properties = {
    className: ['code'],
    dataLanguage: fence.language,
    ...Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) =>
        value === undefined ? [] : [[`data${key[0]?.toUpperCase()}${key.slice(1)}`, value === true ? '' : value]],
      ),
    ),
  };
  element.children = [...caption, pre];
}
