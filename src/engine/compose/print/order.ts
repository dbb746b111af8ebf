/** Whether one key of a mapping comes before another as yaml.v3 prints them: numbers by their size. Source: yaml.v3 sorter.go keyList.Less. */
export function byKey(one: string, other: string): number {
  if (one === other) return 0;
  return less([...one], [...other]) ? -1 : 1;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && /^\d$/.test(char);
const isLetter = (char: string): boolean => /^\p{L}$/u.test(char);

function less(one: readonly string[], other: readonly string[]): boolean {
  let digits = false;
  for (let at = 0; at < one.length && at < other.length; at++) {
    const [left = '', right = ''] = [one[at], other[at]];
    if (left === right) {
      digits = isDigit(left);
      continue;
    }
    const [leftLetter, rightLetter] = [isLetter(left), isLetter(right)];
    if (leftLetter && rightLetter) return left < right;
    if (leftLetter || rightLetter) return digits ? leftLetter : rightLetter;
    return lessNumber(one, other, at);
  }
  return one.length < other.length;
}

function lessNumber(one: readonly string[], other: readonly string[], at: number): boolean {
  let start = 0;
  if (one[at] === '0' || other[at] === '0')
    for (let before = at - 1; before >= 0 && isDigit(one[before]); before--)
      if (one[before] !== '0') {
        start = 1;
        break;
      }
  const [first, second] = [run(one, at, start), run(other, at, start)];
  if (first.number !== second.number) return first.number < second.number;
  if (first.end !== second.end) return first.end < second.end;
  return (one[at] ?? '') < (other[at] ?? '');
}

function run(chars: readonly string[], from: number, start: number): { number: number; end: number } {
  let number = start;
  let end = from;
  for (; isDigit(chars[end]); end++) number = number * 10 + Number(chars[end]);
  return { number, end };
}
