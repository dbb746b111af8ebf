import type { HostPlace } from './host-place.ts';
import { TerminalPane } from './terminal-pane.tsx';
import { useHostSession } from './use-host-session.ts';

interface TerminalBodyProps {
  host: HostPlace;
  size: number;
  focus: boolean;
  onClose(): void;
}

/** The terminals of the page's host. */
export function TerminalBody({ host, size, focus, onClose }: TerminalBodyProps) {
  const { session, number } = useHostSession(host);
  return <TerminalPane key={number} session={session} size={size} focus={focus} onClose={onClose} />;
}
