const images = import.meta.glob<unknown>(
  ['../../../content/images/**/*.yaml', '!../../../content/images/_*/**', '!../../../content/images/_*.yaml'],
  { import: 'default' },
);
const packages = import.meta.glob<unknown>('../../../content/packages/**/*.yaml', { import: 'default' });

/** Facts that no published figure was at hand for. */
export interface Assumed {
  /** `docker.io/library/rust` or `apt/trixie` */
  readonly source: string;
  /** Tags or packages, in order. */
  readonly names: readonly string[];
  /** Which of their figures: `size`, `compressed`. */
  readonly facts: readonly string[];
}

/** Every file of images and of packages with something in it that is assumed. */
export async function assumed(): Promise<{
  readonly images: readonly Assumed[];
  readonly packages: readonly Assumed[];
}> {
  return { images: await look(images), packages: await look(packages) };
}

async function look(modules: Readonly<Record<string, () => Promise<unknown>>>): Promise<readonly Assumed[]> {
  const files = await Promise.all(
    Object.entries(modules).map(
      async ([path, get]) => [path.replace(/^.*content\/\w+\/|\.yaml$/g, ''), await get()] as const,
    ),
  );
  return files
    .map(([source, file]) => ({ source, ...assumedIn(file) }))
    .filter(({ names }) => names.length > 0)
    .toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

/** The things of a file's `tags:` or `packages:` (else of any list of things) that are marked as assumed, and what of them is. */
export function assumedIn(file: unknown): Pick<Assumed, 'names' | 'facts'> {
  const names: string[] = [];
  const facts = new Set<string>();
  for (const [list, things] of Object.entries(file ?? {}))
    if (list !== 'systems' && isThing(things))
      for (const [name, thing] of Object.entries(things)) {
        const found = marks(thing, '');
        if (found.length > 0) names.push(name);
        for (const fact of found) facts.add(fact);
      }
  return { names: names.toSorted(), facts: [...facts].toSorted() };
}

/** Names of the figures below `value` that are assumed; '' stands for the thing as a whole. */
function marks(value: unknown, name: string): string[] {
  if (!isThing(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'assumed' && member === true) return [name === '' ? 'all figures' : name];
    const marked = /^(.*)_assumed$/.exec(key)?.[1];
    if (marked !== undefined && member === true) return [marked];
    return marks(member, key);
  });
}

function isThing(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
