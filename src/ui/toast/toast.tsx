import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { Button } from '../button/button.tsx';
import { Icon } from '../icon/icon.tsx';
import styles from './toast.module.css';

export interface Toast {
  readonly text: string;
  /** What takes it back, e.g. "Undo". */
  readonly action?: { readonly label: string; run(): void };
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows what happened and can be undone; never an error. It stays until closed or superseded. */
export function useToast(): (toast: Toast) => void {
  return use(ToastContext);
}

/** Gives `useToast` to everything inside and shows the last toast. */
export function ToastArea({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>();
  const close = useCallback(() => setToast(undefined), []);
  const content = useMemo(() => <ToastContext value={setToast}>{children}</ToastContext>, [children]);
  return (
    <>
      {content}
      <div className={styles.area} role="status">
        {toast && (
          <div className={styles.toast}>
            <span>{toast.text}</span>
            {toast.action && (
              <Button
                onClick={() => {
                  toast.action?.run();
                  close();
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <Button look="quiet" square aria-label="Close" onClick={close}>
              <Icon name="close" />
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
