/** One thing that a real tool was asked, what it answered and what ours answers. Both are plain data, compared as JSON. */
export interface Answer {
  /** Unique in its suite. */
  readonly id: string;
  readonly want: unknown;
  readonly got: unknown;
}

/** A recording that is played as a whole: one file, or a session of commands of which each has an answer. */
export interface Recording {
  readonly id: string;
  /** What the page groups by. */
  readonly topic: string;
  play(): readonly Answer[];
}

/** Recorded answers of one real tool, and how ours is asked the same. One file in suites/; its name is the id. */
export interface Suite {
  /** What is compared. */
  readonly title: string;
  /** Tool and version that answered, and what of the answer is compared. */
  readonly recorded: string;
  /** What is counted: `commands`, `files`. */
  readonly unit: string;
  load(): Promise<readonly Recording[]>;
}

const modules = import.meta.glob<Suite>('./suites/*.ts', { import: 'default' });

/** Ids of all suites, in the order of the pipeline. */
export const suiteIds: readonly string[] = Object.keys(modules)
  .map((path) => path.slice('./suites/'.length, -'.ts'.length))
  .toSorted();

/** Loads a suite; undefined when there is none of that id. */
export async function suiteOf(id: string): Promise<Suite | undefined> {
  return modules[`./suites/${id}.ts`]?.();
}

/** True when both sides say the same. */
export function agrees({ want, got }: Answer): boolean {
  return JSON.stringify(want) === JSON.stringify(got);
}

/** Values of a file with one JSON value a line. */
export function jsonLines<T>(text: string): readonly T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
