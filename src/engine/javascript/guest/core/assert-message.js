// Messages of assert as Node 20 words them.
const { inspect } = internal.core('inspect');

const shown = (value) =>
  inspect(value, {
    compact: false,
    depth: 1000,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
    breakLength: Infinity,
    sorted: true,
  });

const HEADS = {
  strictEqual: 'Expected values to be strictly equal:',
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
};

/** Lines of both texts, those of only one marked; equal lines are found by their longest common sequence. */
function difference(actual, expected) {
  const [left, right] = [actual.split('\n'), expected.split('\n')];
  if (left.length * right.length > 40_000)
    return [...left.map((line) => `+ ${line}`), ...right.map((line) => `- ${line}`)];
  const bare = (line) => line.replace(/,$/, '');
  const lengths = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0));
  for (let one = left.length - 1; one >= 0; one--)
    for (let two = right.length - 1; two >= 0; two--)
      lengths[one][two] =
        bare(left[one]) === bare(right[two])
          ? lengths[one + 1][two + 1] + 1
          : Math.max(lengths[one + 1][two], lengths[one][two + 1]);
  const lines = [];
  let [one, two] = [0, 0];
  while (one < left.length || two < right.length) {
    if (one < left.length && two < right.length && bare(left[one]) === bare(right[two])) {
      lines.push(`  ${left[one++]}`);
      two++;
    } else if (one < left.length && (two >= right.length || lengths[one + 1][two] >= lengths[one][two + 1]))
      lines.push(`+ ${left[one++]}`);
    else lines.push(`- ${right[two++]}`);
  }
  return lines;
}

/** Long runs of equal lines are left out. */
function shortened(lines) {
  if (lines.length <= 50) return lines;
  const near = new Set();
  lines.forEach((line, at) => {
    if (!line.startsWith('  ')) for (let next = at - 3; next <= at + 3; next++) near.add(next);
  });
  return lines.filter((_, at) => near.has(at));
}

const isSimple = (value) => (typeof value !== 'object' || value === null) && typeof value !== 'function';

function messageOf({ actual, expected, operator }) {
  const [left, right] = [shown(actual), shown(expected)];
  switch (operator) {
    case 'strictEqual':
      if (isSimple(actual) && isSimple(expected) && left.length + right.length <= 80)
        return `${HEADS.strictEqual}\n\n${left} !== ${right}\n`;
      if (left === right) return `Values have same structure but are not reference-equal:\n\n${left}\n`;
      return `${HEADS.strictEqual}\n+ actual - expected\n\n${shortened(difference(left, right)).join('\n')}`;
    case 'deepStrictEqual':
      if (isSimple(actual) && isSimple(expected) && left.length + right.length <= 80)
        return `${HEADS.deepStrictEqual}\n\n${left} !== ${right}\n`;
      if (left === right) return `Values have same structure but are not reference-equal:\n\n${left}\n`;
      return `${HEADS.deepStrictEqual}\n+ actual - expected\n\n${shortened(difference(left, right)).join('\n')}`;
    case 'deepEqual':
      return `${HEADS.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
    case 'notStrictEqual':
      return isSimple(actual)
        ? `Expected "actual" to be strictly unequal to: ${left}`
        : `Expected "actual" not to be reference-equal to "expected":\n\n${left}\n`;
    case 'notDeepStrictEqual':
      return `Expected "actual" not to be strictly deep-equal to:\n\n${left}\n`;
    case 'notDeepEqual':
      return `Expected "actual" not to be loosely deep-equal to:\n\n${left}\n`;
    default:
      return `${left} ${operator} ${right}`;
  }
}

module.exports = { HEADS, difference, messageOf, shown };
