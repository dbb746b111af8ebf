const doors = import.meta.glob<string>('../../engine/**/index.ts', {
  query: '?raw',
  import: 'default',
});

/** What a folder of the engine says of itself at its door. */
export interface Door {
  /** `shell/awk` */
  readonly folder: string;
  /** The sentence on what is not simulated, without its first words. */
  readonly leftOut: string;
}

/** The "Left out: …" of every door of the engine that has one, folders in order. */
export async function leftOut(): Promise<readonly Door[]> {
  const texts = await Promise.all(
    Object.entries(doors).map(async ([path, get]) => [path.replace('../../engine/', ''), await get()] as const),
  );
  return texts
    .flatMap(([path, text]): Door[] => {
      const said = leftOutIn(text);
      return said === undefined ? [] : [{ folder: path.replace(/\/?index\.ts$/, ''), leftOut: said }];
    })
    .filter(({ folder }) => folder !== '')
    .toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** What stands behind "Left out:" in the first comment of a module, up to the end of that sentence; undefined without one. */
export function leftOutIn(text: string): string | undefined {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const prose = comment
    .replaceAll(/\n\s*\*?/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /Left out: (.*?)\.(?: (?=[A-Z])|$)/.exec(prose)?.[1];
}
