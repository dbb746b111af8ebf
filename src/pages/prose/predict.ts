/** Marks what was chosen in a question of a lesson. The markup is that of pages/lesson/predict.tsx; loaded when a question is first checked. */

const MARKS = { yes: 'M2.5 8.5 6 12l7.5-8', no: 'm3.5 3.5 9 9m0-9-9 9' } as const;

interface Verdict {
  readonly mark: keyof typeof MARKS;
  readonly word: string;
}

/** What is said of one option. */
export function verdictOf(chosen: boolean, right: boolean): Verdict {
  if (chosen) return right ? { mark: 'yes', word: 'right' } : { mark: 'no', word: 'wrong' };
  return right ? { mark: 'no', word: 'missed' } : { mark: 'yes', word: 'right, not chosen' };
}

/** "All 5 right." or "3 of 5 right." */
export function sum(right: number, all: number): string {
  return right === all ? `All ${all} right.` : `${right} of ${all} right.`;
}

/** Holds the choice against the answer and shows each option's verdict and reason; a second time takes them away again. */
export function check(figure: Element, button: HTMLButtonElement): void {
  const rows = [...figure.querySelectorAll<HTMLElement>('li[data-right]')];
  const reasons = [...figure.querySelectorAll('details li')];
  const status = figure.querySelector('[role=status]');
  const answer = figure.querySelector('details');
  const done = figure.hasAttribute('data-checked');
  figure.toggleAttribute('data-checked', !done);
  button.textContent = done ? 'Check the prediction' : 'Predict again';
  if (answer) answer.hidden = !done;
  let right = 0;
  for (const [at, row] of rows.entries()) {
    const box = row.querySelector('input');
    if (!box) continue;
    box.disabled = !done;
    if (done) box.checked = false;
    for (const old of row.querySelectorAll('.predict-verdict, .predict-why')) old.remove();
    if (done) continue;
    const verdict = verdictOf(box.checked, row.dataset['right'] === 'true');
    if (verdict.mark === 'yes') right++;
    row.append(told(verdict), copied(reasons[at], 'predict-why'));
  }
  // moved, not copied: a drawing has ids of its own
  const because = figure.querySelector('.predict-because');
  if (because) (done ? answer?.lastElementChild : figure)?.append(because);
  if (status) status.textContent = done ? '' : sum(right, rows.length);
}

function told({ mark, word }: Verdict): HTMLElement {
  const verdict = document.createElement('span');
  verdict.className = `predict-verdict ${mark}`;
  verdict.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${MARKS[mark]}"/></svg>`;
  verdict.append(word);
  return verdict;
}

function copied(reason: Element | undefined, className: string): HTMLElement {
  const copy = document.createElement('span');
  copy.className = className;
  for (const child of reason?.childNodes ?? []) copy.append(child.cloneNode(true));
  return copy;
}
