import { useEffect, useRef, useState } from 'react';
import { engine } from '../../../worker/client.ts';
import { createTerminalSession } from './session.ts';
import type { TerminalDesk } from './terminal-dock.tsx';
import { TerminalPane } from './terminal-pane.tsx';

interface TerminalBodyProps {
  desk: TerminalDesk;
  size: number;
  focus: boolean;
  onClose(): void;
}

/** A session over the desk's files and log; another one when the log was replaced from outside (reset, a link, another tab). */
export function TerminalBody({ desk, size, focus, onClose }: TerminalBodyProps) {
  const latest = useRef(desk);
  /** The log that the session itself recorded last. */
  const own = useRef(desk.attempt.log);
  useEffect(() => {
    latest.current = desk;
  });
  const make = (from: TerminalDesk) =>
    createTerminalSession(
      {
        client: engine(),
        start: from.start,
        setup: from.setup,
        files: () => latest.current.attempt.files,
        record(log, changes) {
          own.current = log;
          latest.current.record(log, changes);
        },
        now: () => performance.now(),
      },
      from.attempt.log,
    );
  const [made, setMade] = useState(() => ({ session: make(desk), number: 0 }));
  useEffect(() => {
    const { log } = desk.attempt;
    if (log === own.current || JSON.stringify(log) === JSON.stringify(own.current)) return;
    own.current = log;
    setMade(({ number }) => ({ session: make(latest.current), number: number + 1 }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a session is made once for each log that came from outside
  }, [desk.attempt.log]);
  return <TerminalPane key={made.number} session={made.session} size={size} focus={focus} onClose={onClose} />;
}
