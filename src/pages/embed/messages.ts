import type { ExamineAnswer } from '../../worker/client.ts';

/** What an embedded exercise tells the page around it; `source` marks the messages as Drydock's. */
export type EmbedMessage =
  | {
      readonly source: 'drydock';
      readonly v: 1;
      readonly exercise: string;
      readonly type: 'height';
      readonly height: number;
    }
  | {
      readonly source: 'drydock';
      readonly v: 1;
      readonly exercise: string;
      readonly type: 'result';
      readonly solved: boolean;
      readonly unjudged: boolean;
      readonly passed: number;
      readonly total: number;
    };

function tell(message: EmbedMessage): void {
  // The page around is not known beforehand and the message holds nothing private: no text of the learner.
  if (window.parent !== window) window.parent.postMessage(message, '*');
}

/** The height in px that the content takes. */
export function tellHeight(exercise: string, height: number): void {
  tell({ source: 'drydock', v: 1, exercise, type: 'height', height });
}

/** How many checks pass, and whether that is all of them. */
export function tellResult(exercise: string, { results, view }: ExamineAnswer): void {
  const passed = results.filter((result) => result.status === 'passed').length;
  const { solved, unjudged } = view;
  tell({ source: 'drydock', v: 1, exercise, type: 'result', solved, unjudged, passed, total: results.length });
}
