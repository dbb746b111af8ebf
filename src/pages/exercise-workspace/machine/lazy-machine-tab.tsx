import { lazy } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import type { OutcomeTab } from '../outcome/outcome.tsx';
import type { HostPlace } from '../terminal/session/page-host.ts';
import type { MachineTabProps } from './machine-tab.tsx';

function NotLoaded(_props: MachineTabProps) {
  return (
    <div className="stack">
      <p>The machine view could not be loaded. What was typed is safe; reload the page when the connection is back.</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>
  );
}

/** The chunk of the machine view: loaded when its tab is opened for the first time, never while a page is prerendered. */
const MachineTab = lazy(() =>
  import('./machine-tab.tsx').then(
    (module) => ({ default: module.MachineTab }),
    () => ({ default: NotLoaded }),
  ),
);

/** The tab of the outcome pane that shows the simulated host. */
export function machineTab(host: HostPlace): OutcomeTab {
  return { id: 'machine', label: 'Machine', content: <MachineTab host={host} /> };
}
