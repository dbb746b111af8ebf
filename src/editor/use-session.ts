import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Span } from '../engine/base/span.ts';
import type { LanguageClient } from '../worker/client.ts';
import type { Session, Shown, Status } from './session.ts';

export interface SessionState {
  /** `plain`: Monaco could not be loaded, the text area stays. */
  readonly state: 'loading' | 'ready' | 'plain';
  readonly status: Status | undefined;
  readonly reveal: (file: string, span: Span) => void;
  readonly focus: () => void;
}

interface Options {
  readonly host: RefObject<HTMLElement | null>;
  /** The text area that stands in until Monaco is there. */
  readonly plain: RefObject<HTMLTextAreaElement | null>;
  readonly client: LanguageClient;
  readonly shown: Shown;
  onChange(path: string, text: string): void;
}

interface Wanted {
  readonly file: string;
  readonly span: Span;
  readonly from: HTMLElement | undefined;
}

/** Loads Monaco after hydration, keeps one session for the life of the component and hands it what is to be shown. */
export function useSession(options: Options): SessionState {
  const latest = useRef(options);
  const session = useRef<Session>(undefined);
  const wanted = useRef<Wanted>(undefined);
  const [state, setState] = useState<SessionState['state']>('loading');
  const [status, setStatus] = useState<Status>();
  const { plain } = options;

  const fulfil = useCallback(() => {
    const want = wanted.current;
    const { shown, host, plain: area } = latest.current;
    if (!want || want.file !== shown.active) return;
    // On a phone the pane appears with the next render; until then nothing in it can take the focus.
    const surface = session.current ? host.current : area.current;
    if (!surface?.getClientRects().length) return;
    wanted.current = undefined;
    if (session.current) return session.current.reveal(want.span, want.from);
    area.current?.setSelectionRange(want.span.start, want.span.start);
    area.current?.focus();
  }, []);

  useEffect(() => {
    latest.current = options;
    session.current?.show(options.shown);
    fulfil();
  });

  useEffect(() => {
    let ended = false;
    load(latest, () => ended, setStatus).then(
      (made) => {
        if (!made) return false;
        // The answer to an effect that has ended may come after that of the next one.
        if (ended) made.end();
        else session.current = made;
        if (!ended) setState('ready');
        // for `npm run bench -- page`
        if (!ended) performance.mark('drydock:editor');
        return !ended;
      },
      () => setState((before) => (ended ? before : 'plain')),
    );
    return () => {
      ended = true;
      session.current?.end();
      session.current = undefined;
      setState('loading');
    };
  }, []);

  const reveal = useCallback(
    (file: string, span: Span) => {
      const from = document.activeElement;
      wanted.current = { file, span, from: from instanceof HTMLElement ? from : undefined };
      fulfil();
    },
    [fulfil],
  );
  const focus = useCallback(() => (session.current ? session.current.focus() : plain.current?.focus()), [plain]);
  return { state, status, reveal, focus };
}

/** Loads Monaco and lets it take over from the text area, caret and focus included; nothing when `ended` by then. */
async function load(
  latest: RefObject<Options>,
  ended: () => boolean,
  onStatus: (status: Status) => void,
): Promise<Session | undefined> {
  const { createSession } = await import('./session.ts');
  await composed(latest.current.plain.current);
  const host = latest.current.host.current;
  if (ended() || !host) return undefined;
  const area = latest.current.plain.current;
  const focused = area !== null && area === document.activeElement;
  host.hidden = false;
  const session = createSession(host, {
    client: latest.current.client,
    shown: latest.current.shown,
    onChange: (path, text) => latest.current.onChange(path, text),
    onStatus,
  });
  if (focused) session.select({ start: area.selectionStart, end: area.selectionEnd });
  return session;
}

/** Resolves at once, or when the word that an input method is composing is finished. */
function composed(area: HTMLTextAreaElement | null): Promise<void> {
  if (!area || area.dataset['composing'] === undefined) return Promise.resolve();
  return new Promise((resolve) => area.addEventListener('compositionend', () => setTimeout(resolve), { once: true }));
}
