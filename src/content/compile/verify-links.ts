import type { Page } from './markdown.ts';
import type { Complaint } from './complaint.ts';

/** What a link inside the site may lead to. */
export interface Destinations {
  readonly lessons: readonly string[];
  /** `lesson/exercise`. */
  readonly exercises: readonly string[];
  readonly rules: readonly string[];
}

const PAGES = ['/', '/playground/', '/progress/', '/settings/', '/fidelity/'];

/** Every link of a page that leads nowhere; `where` is its line. Links to other sites are only read, not fetched. */
export function verifyLinks(page: Page, destinations: Destinations): readonly Complaint[] {
  return page.links.flatMap(({ url, line }) => {
    const problem = linkProblem(url, page, destinations);
    return problem === undefined ? [] : [{ where: `line ${line}`, message: `${url}: ${problem}` }];
  });
}

function linkProblem(url: string, page: Page, { lessons, exercises, rules }: Destinations): string | undefined {
  if (url.startsWith('https://')) return URL.canParse(url) ? undefined : 'is no address';
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return 'only https: leads out of the course';
  if (url.startsWith('#'))
    return page.headings.some(({ id }) => id === url.slice(1)) ? undefined : 'there is no such heading on the page';
  if (!url.startsWith('/')) return 'write the whole path from /';
  const [path = ''] = url.split(/[?#]/);
  if (!path.endsWith('/')) return 'addresses end in a slash';
  if (PAGES.includes(path)) return undefined;
  const [, kind, ...rest] = path.split('/').slice(0, -1);
  const id = rest.join('/');
  if (kind === 'lessons' && (rest.length === 1 ? lessons : exercises).includes(id)) return undefined;
  if (kind === 'rules' && rules.includes(id)) return undefined;
  return 'there is no such page';
}
