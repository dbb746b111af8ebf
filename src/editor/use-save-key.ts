import { useEffect } from 'react';

/** Makes Ctrl+S and Cmd+S call `save` wherever the focus is; the browser's own dialog never opens. `save` must be stable. */
export function useSaveKey(save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's')
        return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) save();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [save]);
}
