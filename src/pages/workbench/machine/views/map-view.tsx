import { LookStatus } from '../look-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../machine-desk.ts';
import styles from '../machine.module.css';
import { MapTable } from '../map-table.tsx';
import { inOneSentence } from '../map-words.ts';

const NOTHING = {};

/** Who is attached to what. */
function MapView({ machine }: { machine: MachineDesk }) {
  const look = useLook(machine, 'map', NOTHING);
  const map = look.answer;
  return (
    <>
      <h2 className={styles.question}>What is on this machine?</h2>
      <LookStatus look={look} />
      {map && (
        <>
          <p className={styles.answer}>
            <b>{inOneSentence(map)}</b>
          </p>
          <MapTable map={map} machine={machine} />
        </>
      )}
    </>
  );
}

const part: MachineViewPart = { id: 'map', label: 'Map', order: 10, View: MapView };
export default part;
