type Version = readonly [number, number, number];

function parsed(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:\+.*)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Bounds of one comparator: at least the first, below the second. */
type Bounds = readonly [Version, Version];
const TOP: Version = [Infinity, 0, 0];

/**
 * Whether a release fits a range of npm: `^1.2`, `~1.2.3`, `1.x`, `1`, `>=1 <3`, `1 || 2`, `*`, `latest`. Prereleases and
 * hyphen ranges answer undefined. Source: node-semver, README, "Advanced Range Syntax".
 */
export function satisfies(version: string, range: string): boolean | undefined {
  const own = parsed(version);
  if (!own) return undefined;
  const answers = range.split('||').map((part) => fitsAll(own, part.trim()));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function fitsAll(version: Version, text: string): boolean | undefined {
  if (text === '' || text === '*' || text === 'latest' || text === 'x') return true;
  const words = text.replaceAll(/([<>=~^])\s+/g, '$1').split(/\s+/);
  const bounds = words.map(boundsOf);
  if (bounds.includes(undefined)) return undefined;
  return bounds.every((each) => each && compare(version, each[0]) >= 0 && compare(version, each[1]) < 0);
}

function boundsOf(word: string): Bounds | undefined {
  const match = /^(\^|~|>=|<=|>|<|=)?v?(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?$/.exec(word);
  if (!match) return undefined;
  const [, sign = '', ...given] = match;
  const numbers = given.filter((part) => part !== undefined && /^\d+$/.test(part)).map(Number);
  const [major = 0, minor = 0, patch = 0] = numbers;
  const low: Version = [major, minor, patch];
  const next: Version =
    numbers.length === 1 ? [major + 1, 0, 0] : numbers.length === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
  switch (sign) {
    case '^':
      return [low, caret(numbers)];
    case '~':
      return [low, numbers.length === 1 ? [major + 1, 0, 0] : [major, minor + 1, 0]];
    case '>=':
      return [low, TOP];
    case '>':
      return [next, TOP];
    case '<':
      return [[0, 0, 0], low];
    case '<=':
      return [[0, 0, 0], next];
    default:
      return [low, next];
  }
}

/** The first number that is not 0 stays. */
function caret(numbers: readonly number[]): Version {
  const [major = 0, minor = 0, patch = 0] = numbers;
  if (major > 0 || numbers.length === 1) return [major + 1, 0, 0];
  if (minor > 0 || numbers.length === 2) return [0, minor + 1, 0];
  return [0, 0, patch + 1];
}
