import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import { Tabs, tabId } from '../../../ui/tabs/tabs.tsx';
import { useToast } from '../../../ui/toast/toast.tsx';
import { plainText } from './screen/plain-text.ts';
import { openScreen, type Screen } from './screen/screen.ts';
import type { Speed, TerminalSession } from './session/session.ts';
import styles from './terminal.module.css';
import { useWatched } from './session/use-host-session.ts';

interface TerminalPaneProps {
  session: TerminalSession;
  /** Pixels of its text. */
  size: number;
  /** The first terminal takes the focus once it is there. */
  focus: boolean;
  onClose(): void;
}

/** Terminals of the simulated host as tabs, with the clock of its virtual time. */
export function TerminalPane({ session, size, focus, onClose }: TerminalPaneProps) {
  const prefix = useId();
  const standing = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const [opened, setOpened] = useState(1);
  const [selected, select] = useState(0);
  const [screens] = useState(() => new Map<number, Screen>());
  const count = Math.max(opened, ...standing.terminals.map(({ id }) => id + 1));
  const tabs = Array.from({ length: count }, (_, id) => ({ id: String(id), label: `Terminal ${id + 1}` }));
  useWatched(session);
  return (
    <>
      <Tabs
        label="Terminals"
        tabs={tabs}
        selected={String(selected)}
        onSelect={(id) => select(Number(id))}
        prefix={prefix}
        end={
          <>
            <Button
              look="quiet"
              onClick={() => {
                setOpened(count + 1);
                select(count);
              }}
            >
              New
            </Button>
            <Button look="quiet" onClick={onClose}>
              Close
            </Button>
          </>
        }
      />
      {tabs.map(({ id }) => (
        <ScreenPlace
          key={id}
          id={Number(id)}
          session={session}
          size={size}
          screens={screens}
          focus={focus || id !== '0'}
          hidden={id !== String(selected)}
          panel={id === String(selected) ? `${prefix}-panel` : `${prefix}-panel-${id}`}
          labelledBy={tabId(prefix, tabs, id)}
        />
      ))}
      <KeysHelp session={session} terminal={selected} onDone={() => screens.get(selected)?.focus()} />
      <Words session={session} />
      <Bar session={session} terminal={selected} onClear={() => screens.get(selected)?.clear()} />
    </>
  );
}

interface ScreenPlaceProps {
  id: number;
  session: TerminalSession;
  size: number;
  screens: Map<number, Screen>;
  focus: boolean;
  hidden: boolean;
  panel: string;
  labelledBy: string;
}

function ScreenPlace({ id, session, size, screens, focus, hidden, panel, labelledBy }: ScreenPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const focusing = useRef(focus);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    let screen: Screen | undefined;
    const observer = new ResizeObserver(() => screen?.fit());
    const open = async () => {
      const made = await openScreen({ place: element, session, id, size, label: `Terminal ${id + 1}` });
      if (gone) return made.dispose();
      screen = made;
      screens.set(id, made);
      observer.observe(element);
      if (focusing.current) made.focus();
    };
    open().catch(() => setFailed(true));
    return () => {
      gone = true;
      observer.disconnect();
      screens.delete(id);
      screen?.dispose();
    };
  }, [id, session, size, screens]);
  return (
    <div
      className={styles.screen}
      hidden={hidden}
      ref={place}
      role="tabpanel"
      id={panel}
      aria-labelledby={labelledBy}
      data-terminal={id}
    >
      {failed && <p className="q">The terminal could not be loaded. Reload the page when the connection is back.</p>}
    </div>
  );
}

interface KeysHelpProps {
  session: TerminalSession;
  terminal: number;
  /** The keyboard goes back to the terminal. */
  onDone(): void;
}

/** While a program reads single keys: which of them lead out of it and out of the terminal; keys that a phone lacks as buttons. */
function KeysHelp({ session, terminal, onDone }: KeysHelpProps) {
  const { terminals } = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const { state, help } = terminals.find(({ id }) => id === terminal) ?? {};
  if (state !== 'keys') return null;
  const press = (act: () => void) => () => {
    act();
    onDone();
  };
  return (
    <div className={styles.keys}>
      <p role="status">{`${help}. Escape, then Tab: leave the terminal.`}</p>
      <Button look="quiet" onClick={press(() => session.keys(terminal, '\u001B'))}>
        Esc
      </Button>
      <Button look="quiet" onClick={press(() => session.signal(terminal, 'INT'))}>
        Ctrl+C
      </Button>
    </div>
  );
}

/** What went wrong, and what is not simulated, in words. */
function Words({ session }: { session: TerminalSession }) {
  const { problem, notSimulated } = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const last = notSimulated.at(-1);
  if (problem === undefined && last === undefined) return null;
  return (
    <p className={styles.words} role="status">
      {problem ?? `Not simulated: ${last}. What depends on it may differ from a real machine.`}
    </p>
  );
}

const SPEEDS: readonly (readonly [Speed, string])[] = [
  [1, '1×'],
  [10, '10×'],
  ['at-once', 'as fast as possible'],
];

interface BarProps {
  session: TerminalSession;
  terminal: number;
  onClear(): void;
}

function Bar({ session, terminal, onClear }: BarProps) {
  const toast = useToast();
  const id = useId();
  const { speed, undoable } = useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
  const copy = async () => {
    const copied = await navigator.clipboard.writeText(plainText(session.text(terminal))).then(
      () => true,
      () => false,
    );
    toast({ text: copied ? 'Session copied.' : 'The browser refused the clipboard.' });
  };
  return (
    <div className={styles.foot}>
      <div className={styles.bar}>
        <Clock session={session} />
        <label htmlFor={id}>Speed</label>
        <select
          id={id}
          value={String(speed)}
          onChange={({ target }) =>
            session.setSpeed(SPEEDS.find(([value]) => String(value) === target.value)?.[0] ?? 1)
          }
        >
          {SPEEDS.map(([value, text]) => (
            <option key={value} value={String(value)}>
              {text}
            </option>
          ))}
        </select>
        <Button look="quiet" aria-label="Undo last command" disabled={!undoable} onClick={() => session.undo()}>
          Undo<span> last command</span>
        </Button>
        <Button look="quiet" aria-label="Copy my session" onClick={() => void copy()}>
          Copy<span> my session</span>
        </Button>
        <Button look="quiet" onClick={onClear}>
          Clear
        </Button>
      </div>
    </div>
  );
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The host's virtual time, by the second. */
function Clock({ session }: { session: TerminalSession }) {
  const [now, setNow] = useState(() => session.clock());
  useEffect(() => {
    const timer = setInterval(() => setNow(session.clock()), 500);
    return () => clearInterval(timer);
  }, [session]);
  const seconds = Math.floor(now / 1000);
  return (
    <span className={styles.clock} title="Virtual time">
      <span>Virtual time </span>
      {`${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`}
    </span>
  );
}
