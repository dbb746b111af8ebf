import { lazy } from 'react';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import type { Subject } from '../../../worker/client.ts';
import type { OutcomeTab } from '../outcome/outcome.tsx';

/** Drawn only when its tab is opened, and never while a page is prerendered. */
const WhatIf = lazy(() =>
  import('./what-if.tsx').then(
    ({ WhatIf: component }) => ({ default: component }),
    () => ({ default: NotLoaded }),
  ),
);

function NotLoaded() {
  return <p>This view could not be loaded. The text is safe; reload the page when the connection is back.</p>;
}

/** In place of a view that would give away the answer to a question that waits. */
export function PredictFirst() {
  return <p className="q">Hand in the predictions beside the task first: this view gives their answers away.</p>;
}

interface WhatIfTabOptions {
  /** The build on display and what it was built of; undefined before the first one. */
  view: EvidenceView | undefined;
  subject: Subject | undefined;
  /** False while a question of the exercise waits for its answer, which this tab would give away. */
  predicted?: boolean;
}

/** The tab that tries an edit without making it. */
export function whatIfTab({ view, subject, predicted = true }: WhatIfTabOptions): OutcomeTab {
  const content = !predicted ? (
    <PredictFirst />
  ) : view && subject ? (
    <WhatIf subject={subject} stages={view.stages} />
  ) : (
    <p className="q">The first build is on its way.</p>
  );
  return { id: 'what-if', label: 'What if', content };
}
