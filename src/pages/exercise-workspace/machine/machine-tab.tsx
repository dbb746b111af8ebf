/**
 * What the page shows of the simulated host, in a chunk of its own. Each view is a file of views/ and is found there. Left out: what is not
 * on the host itself, such as the build (build/).
 */
import { Choose } from '../../../ui/radio-group/radio-group.tsx';
import type { HostPlace } from '../terminal/session/page-host.ts';
import { useMachineDesk, type MachineViewPart } from './use-machine.ts';
import styles from './machine.module.css';

const PARTS = Object.values(
  import.meta.glob<MachineViewPart>('./views/*-view.tsx', { eager: true, import: 'default' }),
).toSorted((one, other) => one.order - other.order);

export interface MachineTabProps {
  host: HostPlace;
}

/** One host, several questions. */
export function MachineTab({ host }: MachineTabProps) {
  const machine = useMachineDesk(host);
  const part = PARTS.find(({ id }) => id === machine.view) ?? PARTS[0];
  if (!part) return null;
  return (
    <>
      <Choose
        label="View of the machine"
        value={part.id}
        options={PARTS.map(({ id, label }) => [id, label] as const)}
        onChange={machine.show}
      />
      <div className={styles.view}>
        <part.View machine={machine} />
      </div>
    </>
  );
}
