import { useState } from 'react';
import type { MachineDesk } from '../use-machine.ts';

/** Who asks: the selected container, `host` when that was chosen here, or nobody yet. */
export interface Asker {
  readonly id: string | undefined;
  choose(id: string): void;
}

/** The asker of an explainer. A container that is chosen here is selected in the other views too. */
export function useAsker(machine: Pick<MachineDesk, 'selected' | 'select'>): Asker {
  const [host, chooseHost] = useState(false);
  const { selected } = machine;
  const container = selected?.kind === 'container' ? selected.id : undefined;
  return {
    id: host ? 'host' : container,
    choose(id) {
      chooseHost(id === 'host');
      if (id !== 'host') machine.select({ kind: 'container', id });
    },
  };
}
