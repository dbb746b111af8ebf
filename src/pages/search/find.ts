/** Something that search finds. */
export interface Entry {
  readonly kind: 'Lesson' | 'Exercise' | 'Check' | 'Page';
  readonly title: string;
  /** Searched as well, shown only when it is what matched. */
  readonly text: string;
  /** Short words at the end of the row. */
  readonly note: string;
  readonly to: string;
}

const MOST = 12;

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[’‘]/g, "'");
}

/** How well an entry answers all words of a question; 0: not at all. A title counts more than its text, a beginning more than a middle. */
function score(entry: Entry, words: readonly string[]): number {
  const [title, text] = [fold(entry.title), fold(`${entry.text} ${entry.note}`)];
  let sum = 0;
  for (const word of words) {
    const at = title.indexOf(word);
    const begins = at === 0 || (at > 0 && /[\s\-/(]/.test(title[at - 1] ?? ''));
    if (at >= 0) sum += begins ? 8 : 4;
    else if (text.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The entries that hold every word of the question, best first; all lessons and pages for an empty question. */
export function find(entries: readonly Entry[], question: string): readonly Entry[] {
  const words = fold(question).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.filter((entry) => entry.kind !== 'Check').slice(0, MOST);
  return entries
    .map((entry, at) => ({ entry, at, score: score(entry, words) }))
    .filter((found) => found.score > 0)
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, MOST)
    .map((found) => found.entry);
}

/** A title cut into pieces, those that match a word of the question marked. */
export function highlight(
  title: string,
  question: string,
): readonly { readonly at: number; readonly text: string; readonly hit: boolean }[] {
  const words = fold(question).split(/\s+/).filter(Boolean);
  const folded = fold(title);
  const hit = Array.from({ length: title.length }, () => false);
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
      hit.fill(true, at, at + word.length);
  const pieces: { at: number; text: string; hit: boolean }[] = [];
  for (let at = 0; at < title.length; at++) {
    const last = pieces.at(-1);
    if (last && last.hit === hit[at]) last.text += title[at];
    else pieces.push({ at, text: title[at] ?? '', hit: hit[at] ?? false });
  }
  return pieces;
}
