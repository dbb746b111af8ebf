import { useEffect, useSyncExternalStore } from 'react';
import { engine } from '../../../../worker/client.ts';
import type { HostPlace, MadeSession } from './page-host.ts';
import { createTerminalSession, type TerminalSession } from './session.ts';

function make(place: HostPlace): TerminalSession {
  const { start, setup, attempt } = place.desk;
  return createTerminalSession(
    {
      client: engine(),
      start,
      setup,
      files: () => place.desk.attempt.files,
      record(log, changes) {
        place.log = log;
        place.desk.record(log, changes);
      },
      edit: (path) => place.desk.edit(path),
      now: () => performance.now(),
    },
    attempt.log,
  );
}

/** The session of a page's host, made by whoever needs it first. */
export function useHostSession(place: HostPlace): MadeSession {
  const now = () => place.session(make);
  return useSyncExternalStore(place.subscribe, now, now);
}

/** Looks at a session while the page is in view: its virtual time goes on only then. */
export function useWatched(session: TerminalSession): void {
  useEffect(() => {
    let end: (() => void) | undefined;
    const look = () => {
      end?.();
      end = document.hidden ? undefined : session.watch();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      end?.();
    };
  }, [session]);
}
