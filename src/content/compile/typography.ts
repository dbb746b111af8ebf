import type { Element, ElementContent, Root, RootContent } from 'hast';

/** What a quotation mark opens behind: the beginning, blanks, brackets, dashes and other opening marks. */
const OPENS = /^$|[\s([{<“‘—–/-]/;

/**
 * Straight quotation marks and apostrophes of a sentence as typographic ones, British double quotes included: “so”, it’s.
 * `before` is the character in front of the text, empty at the beginning of a block. What stands between backticks stays.
 */
export function curly(text: string, before = ''): string {
  let last = before;
  return text
    .split(/(`[^`]*`)/)
    .map((piece, at) => {
      const made = at % 2 === 1 ? piece : marks(piece, last);
      last = made.at(-1) ?? last;
      return made;
    })
    .join('');
}

function marks(text: string, before: string): string {
  return text.replace(/["']/g, (mark, at: number) => {
    const opens = OPENS.test(at === 0 ? before : (text[at - 1] ?? ''));
    if (mark === '"') return opens ? '“' : '”';
    // ’tis and ’90s begin with an apostrophe, not with a quotation: single quotes are not used for these
    return opens && /[^\d\s]/.test(text[at + 1] ?? '') && text.indexOf("'", at + 1) > 0 ? '‘' : '’';
  });
}

const CODE = new Set(['pre', 'code', 'kbd', 'samp']);
const INLINE = new Set(['a', 'em', 'strong', 'del', 'span']);

/** The same for a whole page: text in code stays, and counts as a letter for the quotation mark behind it. */
export function typography() {
  return (tree: Root): void => void walk(tree, '');
}

/** Sets the marks below a node; `before` and what comes back are the characters in front of and at the end of the text so far. */
function walk(parent: Root | Element, before: string): string {
  let last = before;
  for (const child of parent.children as (RootContent | ElementContent)[]) {
    if (child.type === 'text') {
      child.value = marks(child.value, last);
      last = child.value.at(-1) ?? last;
    } else if (child.type === 'element') {
      if (CODE.has(child.tagName)) last = 'x';
      else if (INLINE.has(child.tagName)) last = walk(child, last);
      else {
        walk(child, '');
        last = '';
      }
    }
  }
  return last;
}
