import type { HostPlace } from './session/page-host.ts';
import { TerminalPane } from './terminal-pane.tsx';
import { useHostSession } from './session/use-host-session.ts';

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
