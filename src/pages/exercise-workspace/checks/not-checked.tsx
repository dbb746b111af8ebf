import type { ReactNode } from 'react';
import { Lead } from '../../../ui/headline/headline.tsx';

/** Why there is no answer to the text as it stands: the first sentence of the message leads, the rest advises. */
export function NotChecked({ message, children }: { message: string | undefined; children?: ReactNode }) {
  const [title = '', ...rest] = (message ?? 'There was no answer.').split(/(?<=\.) /);
  return (
    <Lead state="error" kind="Not checked" title={title.replace(/\.$/, '')}>
      {rest.length > 0 && <p className="q">{rest.join(' ')}</p>}
      {children}
    </Lead>
  );
}
