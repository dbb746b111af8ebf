import { createContext, use } from 'react';

/** Sheets that open over any page. */
export type Overlay = 'search' | 'shortcuts';

export const OverlayContext = createContext<(overlay: Overlay) => void>(() => undefined);

/** Opens a sheet. */
export function useOverlay(): (overlay: Overlay) => void {
  return use(OverlayContext);
}
