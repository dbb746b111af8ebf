import { useState, type ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { useLook } from '../editor/use-editor-preferences.ts';
import type { HostPlace } from './session/page-host.ts';
import { TerminalDock } from './terminal-dock.tsx';
import styles from './terminal.module.css';

interface WithTerminalProps {
  host: HostPlace;
  /** It is open from the beginning. */
  open: boolean;
  children: ReactNode;
}

/** The editor, and the terminal below it; on a phone one at a time. */
export function WithTerminal({ host, open, children }: WithTerminalProps) {
  const [wanted, setWanted] = useState<boolean>();
  const { size } = useLook();
  const shown = wanted ?? open;
  return (
    <>
      <div className={classNames(styles.upper, shown && styles.shared)}>{children}</div>
      <TerminalDock host={host} size={size} open={shown} onOpen={setWanted} />
    </>
  );
}
