/** How many recorded answers agree, of how many. */
export interface Agreement {
  readonly agree: number;
  readonly of: number;
}

/** All topics together. */
export function sumOf(topics: readonly Agreement[]): Agreement {
  return topics.reduce((sum, { agree, of }) => ({ agree: sum.agree + agree, of: sum.of + of }), { agree: 0, of: 0 });
}

/** A share in per cent, cut rather than rounded: 100 % stands for all of them only. */
export function percent({ agree, of }: Agreement): string {
  if (of === 0) return '–';
  return `${agree === of ? 100 : Math.floor((10_000 * agree) / of) / 100} %`;
}

const NAMES: Readonly<Record<string, string>> = {
  build: 'Builds',
  compose: 'docker compose',
  docker: 'The engine and docker',
  dockerfile: 'Dockerfiles',
  files: 'File systems',
  grade: 'Checks of exercises',
  lint: 'Build checks',
  shell: 'Shell and programs',
  'shell/awk': 'awk',
  'shell/regex': 'Regular expressions',
};

/** What a folder of the engine is called on the page; one without a name of its own keeps the folder's. */
export function folderName(folder: string): string {
  return NAMES[folder] ?? folder.replace(/^.*\//, '').replaceAll('-', ' ');
}
