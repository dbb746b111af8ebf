import type { LookState } from './use-machine.ts';

/** What stands in place of a look that has no answer, or above one that could not be asked anew. Nothing when all is well. */
export function LookStatus({ look }: { look: Pick<LookState<unknown>, 'status' | 'answer' | 'message'> }) {
  if (look.status === 'failed') return <p className="q">{look.message}</p>;
  return look.answer === undefined ? <p className="q">Looking at the machine…</p> : null;
}
