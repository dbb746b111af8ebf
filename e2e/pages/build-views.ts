import type { Locator } from '@playwright/test';
import type { ExercisePage } from './exercise.ts';

/** The page object of the Build tab and of the files in the Layers tab. */
export interface BuildViews {
  /** Opens one of the views of the Build tab. */
  show(view: string): Promise<void>;
  /** Chooses the cache that the build shown begins with, or what it is compared with. */
  choose(build: string): Promise<void>;
  /** The steps as listed: `[check 3/4] COPY . .: <what stands at the right>`. */
  steps(): Promise<string[]>;
  readonly slider: Locator;
  readonly tree: Locator;
  /** The row of the tree that the focus points at, as it is read. */
  row(): Promise<string>;
  /** Rows of the tree that are in the page, with their level, mark and name. */
  rows(): Promise<string[]>;
}

export function buildViews({ panel }: ExercisePage): BuildViews {
  const radio = (name: string) => panel.getByRole('radio', { name, exact: true });
  const tree = panel.getByRole('tree');
  // the box itself is not painted: its label is
  const check = (name: string) => radio(name).check({ force: true });
  return {
    show: check,
    choose: check,
    steps: () => panel.locator('ol > li:has(> code):has(> small)').evaluateAll(readSteps),
    slider: panel.getByRole('slider', { name: 'Step' }),
    tree,
    row: () => tree.evaluate(readRow),
    rows: () => tree.getByRole('treeitem').evaluateAll(readRows),
  };
}

function readSteps(rows: readonly Element[]): string[] {
  return rows.map((row) => {
    const [place, number] = [...row.querySelectorAll(':scope > span')].map((part) => part.textContent ?? '');
    return `[${place}] ${row.querySelector(':scope > code')?.textContent ?? ''}: ${(number ?? '').replace(/^[<\d].*/, 'ran')}`;
  });
}

function readRow(tree: Element): string {
  const row = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
  return (row?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function readRows(rows: readonly Element[]): string[] {
  return rows.map((row) => {
    const [mark, name] = row.children;
    const word = mark?.querySelector('.sr')?.textContent ?? '';
    return `${row.getAttribute('aria-level')} ${word || '-'} ${name?.querySelector('span')?.textContent ?? ''}`;
  });
}
