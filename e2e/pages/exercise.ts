import type { Locator, Page } from '@playwright/test';
import type { Texts } from '../content.ts';
import { expect } from '../test.ts';
import { workbench, type Workbench } from './workspace.ts';

/** What leads the outcome pane. */
export interface ReadVerdict {
  readonly kind: string;
  readonly title: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** The page object of an exercise; the playground has the same panes and no checks. */
export interface ExercisePage extends Workbench {
  readonly task: Locator;
  readonly editor: Locator;
  readonly outcome: Locator;
  /** The panel of the selected outcome tab. */
  readonly panel: Locator;
  readonly dialog: Locator;
  readonly toast: Locator;
  openTab(name: string): Promise<void>;
  verdict(): Promise<ReadVerdict>;
  /** Checks in the order shown, as `title: verdict`. */
  checks(): Promise<string[]>;
  /** Shows a file in the editor, adding it when the workspace has none. */
  show(file: string): Promise<void>;
  /** Puts these texts in place of those of the files, one after the other. */
  write(files: Texts): Promise<void>;
  button(name: string | RegExp): Locator;
  /** Hands in one answer after the other to the questions that wait, in their order. */
  predict(answers: readonly (readonly string[])[]): Promise<void>;
}

export function exercisePage(page: Page): ExercisePage {
  const bench = workbench(page);
  const outcome = page.getByRole('region', { name: 'Outcome', exact: true });
  const editor = page.getByRole('region', { name: 'Editor', exact: true });
  const dialog = page.getByRole('dialog');
  const panel = outcome.getByRole('tabpanel');
  const tab = (file: string) => editor.getByRole('tab', { name: new RegExp(`^${literal(file)}( \\(changed\\))?$`) });
  const show = async (file: string) => {
    if (await tab(file).count()) await tab(file).click();
    else {
      await editor.getByRole('button', { name: 'Files' }).click();
      const listed = dialog.getByRole('button', { name: new RegExp(`^${literal(file)}( changed)?$`) });
      if (await listed.count()) await listed.click();
      else {
        await dialog.getByLabel('New file').fill(file);
        await dialog.getByRole('button', { name: 'Add' }).click();
      }
    }
    // not `toBeVisible`: what takes the keys in Monaco has no width before it had the focus
    await expect(bench.box(file)).toHaveCount(1);
  };
  return {
    ...bench,
    task: page.getByRole('region', { name: 'Task', exact: true }),
    editor,
    outcome,
    panel,
    dialog,
    toast: page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Close' }) }),
    openTab: (name) => outcome.getByRole('tab', { name: new RegExp(`^${name}`) }).click(),
    verdict: () => panel.evaluate(readVerdict),
    checks: () => panel.getByRole('region', { name: 'Checks' }).getByRole('listitem').evaluateAll(readChecks),
    show,
    async write(files) {
      for (const [file, text] of Object.entries(files)) {
        await show(file);
        await bench.replace(text, file);
      }
    },
    async predict(answers) {
      const task = page.getByRole('region', { name: 'Task', exact: true });
      const waiting = task.getByRole('button', { name: /^Hand in/ });
      for (const [at, chosen] of answers.entries()) {
        await expect(waiting).toHaveCount(answers.length - at);
        const asked = waiting.first().locator('xpath=ancestor::*[@role="group"][1]');
        for (const option of chosen) await asked.getByRole('checkbox', { name: option, exact: true }).check();
        await waiting.first().click();
      }
    },
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
  };
}

/** The pattern that finds just this text. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function readVerdict(panel: Element): ReadVerdict {
  const lead = panel.firstElementChild;
  // it runs in the page, where nothing outside of it exists
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const text = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const answers = [...(lead?.querySelectorAll('dl > div') ?? [])];
  return {
    kind: text(lead?.querySelector('p')),
    title: text(lead?.querySelector('h2')),
    answers: Object.fromEntries(answers.map((row) => [text(row.querySelector('dt')), text(row.querySelector('dd'))])),
  };
}

function readChecks(rows: readonly Element[]): string[] {
  return rows.map((row) => {
    const [, title, word] = row.children;
    return `${title?.textContent ?? ''}: ${word?.textContent ?? ''}`;
  });
}
