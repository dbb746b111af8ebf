import type { Nodes, Paragraph, Root } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import type { VFile } from 'vfile';

/** Kinds of callouts and the word a screen reader hears before the title. */
const KINDS: Readonly<Record<string, string>> = {
  note: 'Note',
  warning: 'Warning',
  myth: 'Widely repeated, and wrong',
  cost: 'What it costs',
  card: 'Reference',
  answer: 'Answer',
};

/**
 * `:::note[Title]` becomes a box; an unknown kind stops the build. Colons in prose (`node:20`, `12:30`) that the parser took for
 * directives become text again (reference/stack.md, trap 9). Inline HTML is refused: the page trusts what comes out of here.
 */
export function callouts() {
  return (tree: Root, file: VFile): void => {
    visit(tree, (node, parent, at) => {
      if (node.type === 'html') file.fail('Inline HTML is not allowed', node);
      if (node.type === 'textDirective' || node.type === 'leafDirective') restore(node, parent, { at, file });
      if (node.type === 'containerDirective') box(node, file);
    });
  };
}

type Visitor = (node: Nodes, parent: { children: Nodes[] }, at: number) => void;

function visit(parent: Nodes, visitor: Visitor): void {
  if (!('children' in parent)) return;
  const children = parent.children as Nodes[];
  for (let at = 0; at < children.length; at++) {
    const node = children[at];
    if (!node) continue;
    visitor(node, { children }, at);
    const now = children[at];
    if (now) visit(now, visitor);
  }
}

function restore(
  node: TextDirective | LeafDirective,
  parent: { children: Nodes[] },
  { at, file }: { at: number; file: VFile },
): void {
  const { start, end } = node.position ?? {};
  const value = String(file.value).slice(start?.offset, end?.offset);
  const text = { type: 'text', value } as const;
  parent.children[at] = node.type === 'leafDirective' ? { type: 'paragraph', children: [text] } : text;
}

function box(node: ContainerDirective, file: VFile): void {
  const word = KINDS[node.name];
  if (word === undefined)
    file.fail(`There is no callout ${node.name}; known are ${Object.keys(KINDS).join(', ')}`, node);
  const [first] = node.children;
  const label = first?.type === 'paragraph' && first.data && 'directiveLabel' in first.data ? first : undefined;
  const title: Paragraph = {
    type: 'paragraph',
    children: [
      {
        type: 'emphasis',
        children: [{ type: 'text', value: label ? `${word}: ` : (word ?? '') }],
        data: { hName: 'span', hProperties: { className: ['callout-kind'] } },
      },
      ...(label?.children ?? []),
    ],
    data: { hProperties: { className: ['callout-title'] } },
  };
  node.children = [title, ...node.children.filter((child) => child !== label)];
  // An answer stays closed until it is asked for.
  if (node.name === 'answer') {
    title.data = { hName: 'summary' };
    node.data = { ...node.data, hName: 'details', hProperties: { className: ['callout', 'callout-answer'] } };
    return;
  }
  node.data = {
    ...node.data,
    hName: 'div',
    hProperties: { role: 'note', className: ['callout', `callout-${node.name}`] },
  };
}
