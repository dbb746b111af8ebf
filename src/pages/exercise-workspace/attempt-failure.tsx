import { peekAttempt } from '../../progress/journals.ts';
import type { FallbackProps } from '../failure/boundary.tsx';
import { Failure } from '../failure/failure.tsx';

/** The error page with the text as it was typed last. */
export function AttemptFailure({ error, id }: FallbackProps) {
  return <Failure error={error} attempt={peekAttempt(id)} />;
}
