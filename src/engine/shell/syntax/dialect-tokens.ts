import { forEachChild } from 'unbash';
import type * as U from 'unbash';
import type { Dialect } from './ast.ts';

/** A text with spaces put in, and the offset of each in the text as it was. */
export interface Gated {
  readonly text: string;
  readonly inserted: readonly number[];
}

/**
 * unbash reads bash. What bash reads as one token and another shell as two is taken apart before the text is parsed for
 * that shell: `&>` is `&` and `>` in dash, `12>` a word and `>`, `((` outside arithmetic two subshells in dash and ash.
 */
export function takeApart(text: string, parsed: U.ParsedScript, dialect: Dialect): Gated {
  if (dialect === 'bash' || !/&>|\(\(|\[\[|\d\d[<>]/.test(text)) return { text, inserted: [] };
  const found = new Set<number>();
  const pending: U.SyntaxNode[] = [parsed];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'ArithmeticCommand') found.add(node.pos + 1);
    if (node.type === 'Redirect' && dialect === 'dash' && node.operator.startsWith('&>')) found.add(node.pos + 1);
    // dash reads one digit before a redirection: `12>f` is a word and `>f`.
    const digits =
      node.type === 'Redirect' && dialect === 'dash'
        ? /^\d\d+(?=[<>])/.exec(text.slice(node.pos, node.pos + 20))
        : null;
    if (digits) found.add(node.pos + digits[0].length);
    // A nested script with a text of its own has offsets of its own.
    if (node.type === 'Script' && node !== parsed && node.source !== undefined) continue;
    forEachChild(node, (child) => {
      pending.push(child);
    });
  }
  const inserted = [...found].toSorted((one, other) => one - other);
  let made = '';
  let last = 0;
  for (const at of inserted) {
    made += `${text.slice(last, at)} `;
    last = at;
  }
  return { text: made + text.slice(last), inserted };
}

/** `[[` is a name like any other outside bash: behind a backslash it is read as one, whatever follows. */
export function plainWords(text: string, dialect: Dialect): Gated {
  if (dialect === 'bash') return { text, inserted: [] };
  const inserted: number[] = [];
  const made = text.replaceAll(
    /(?<=^|[\n;&|({]\s*|\b(?:if|then|while|until|do|else|elif)\s+)\[\[(?=\s)/g,
    (word, at: number) => {
      inserted.push(at);
      return `\\${word}`;
    },
  );
  return { text: made, inserted };
}

/** The offset in the text as typed. */
export function typedOffset(gated: Gated, offset: number): number {
  let count = 0;
  for (const at of gated.inserted) if (at + count < offset) count++;
  return offset - count;
}

/**
 * dash and ash take any command as the body of a function, bash wants a compound one: `f() echo hi` is read as
 * `f() { echo hi; }`, on one line.
 */
export function braceBodies(text: string, dialect: Dialect): string {
  if (dialect === 'bash' || !text.includes('()')) return text;
  return text.replaceAll(
    /(^|[;\n&|]\s*)([A-Za-z_]\w*)(\(\))[ \t]+([A-Za-z_./][^\n;&|(){}]*)(?=[\n;&]|$)/g,
    (all, ...parts: string[]) => {
      const [start = '', name = '', brackets = '', body = ''] = parts;
      return /^(?:if|for|while|until|case)\b/.test(body) ? all : `${start}${name}${brackets} { ${body}; }`;
    },
  );
}
