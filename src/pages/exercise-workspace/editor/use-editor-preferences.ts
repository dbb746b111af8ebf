import { useMemo } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../../progress/device.ts';

/** How the reader wants the editor. */
export function useLook(): { readonly size: number; readonly wrap: boolean; readonly tabLeaves: boolean } {
  const { codeSize, wrap, tabLeaves } = useStore(settings);
  return useMemo(() => ({ size: codeSize, wrap, tabLeaves }), [codeSize, wrap, tabLeaves]);
}
