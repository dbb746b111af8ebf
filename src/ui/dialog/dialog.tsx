import { useEffect, useId, useRef, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './dialog.module.css';

interface DialogProps {
  /** The question, or what the sheet is. */
  title: string;
  onClose(): void;
  children: ReactNode;
  /** Buttons; the safe one carries `data-first` and takes the focus. */
  actions?: ReactNode;
  /** `sheet`: wide, for lists. `wide`: as wide as the window, for drawings. `bare`: no padding and a title that is only read aloud. */
  shape?: 'question' | 'sheet' | 'wide' | 'bare';
}

/** A modal dialog on the native element: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog({ title, onClose, children, actions, shape = 'question' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // A click on the veil closes, as Escape does; both have the buttons inside as their visible twin.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={element}
      className={classNames(styles.dialog, styles[shape])}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.body}>
        <h2 id={id} className={shape === 'bare' ? 'sr' : styles.title}>
          {title}
        </h2>
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </dialog>
  );
}
