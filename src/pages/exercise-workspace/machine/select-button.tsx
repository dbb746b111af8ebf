import type { ReactNode } from 'react';
import type { MachineDesk, Selection } from './use-machine.ts';
import styles from './select-button.module.css';

interface PickProps {
  machine: Pick<MachineDesk, 'selected' | 'select'>;
  selection: Selection;
  children: ReactNode;
}

/** Whether something of the machine is selected. */
export function isSelected({ selected }: Pick<MachineDesk, 'selected'>, { kind, id }: Selection): boolean {
  return selected?.kind === kind && selected.id === id;
}

/** A name that selects what it names, and lets it go again. */
export function PickButton({ machine, selection, children }: PickProps) {
  const on = isSelected(machine, selection);
  return (
    <button
      type="button"
      className={styles.pick}
      aria-pressed={on}
      onClick={() => machine.select(on ? undefined : selection)}
    >
      {children}
    </button>
  );
}
