import { useState } from 'react';
import type { HostMap } from '../../../../engine/docker/views/index.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { CopyButton } from '../../../../ui/copy-button/copy-button.tsx';
import { Dialog } from '../../../../ui/dialog/dialog.tsx';
import { RailMapDrawing } from '../../../../ui/rail-map/rail-map.tsx';
import type { Picked } from '../../../../ui/rail-map/rails.ts';
import { Code } from '../../../../ui/inline-code/code.tsx';
import { Details } from '../details/details.tsx';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart, type Selection } from '../use-machine.ts';
import styles from '../machine.module.css';
import { drawingOf, MOST_DRAWN, pickedOf, selectionOf } from '../map/map-drawing.ts';
import { MapList } from '../map/map-list.tsx';
import { MapTable } from '../map/map-table.tsx';
import { inOneSentence, publishedWords } from '../map/map-labels.ts';
import { Things } from '../map/resource-tables.tsx';

const NOTHING = {};

/** Who is attached to what. */
function MapView({ machine }: { machine: MachineDesk }) {
  const look = useLook(machine, 'map', NOTHING);
  const map = look.answer;
  return (
    <>
      <h2 className={styles.question}>What is on this machine?</h2>
      <LookStatus look={look} />
      {map && <Answer map={map} machine={machine} />}
    </>
  );
}

function Answer({ map, machine }: { map: HostMap; machine: MachineDesk }) {
  const named = machine.selected && nameOf(map, machine.selected);
  const some = map.containers.length > 0;
  return (
    <>
      <p className={styles.answer}>
        <b>{inOneSentence(map)}</b> <span className="q">{publishedWords(map)}</span>
      </p>
      {some || map.volumes.length > 0 || map.networks.some(({ predefined }) => !predefined) ? (
        <Picture map={map} machine={machine} />
      ) : (
        <Beginning />
      )}
      {machine.selected && named !== undefined && (
        <Details
          key={`${machine.selected.kind} ${machine.selected.id}`}
          machine={machine}
          selection={machine.selected}
          name={named}
        />
      )}
      {some && (
        <details className="twin" open>
          <summary>The same as a table</summary>
          <MapTable map={map} machine={machine} />
        </details>
      )}
      <Things map={map} machine={machine} />
    </>
  );
}

const LABEL = 'Map of networks, containers and mounts; the same stands in the tables below';

function Picture({ map, machine }: { map: HostMap; machine: MachineDesk }) {
  const [large, setLarge] = useState(false);
  const left = map.containers.length - MOST_DRAWN;
  const drawing = { map: drawingOf(map), label: LABEL, selected: pickedOf(machine.selected) };
  const select = (picked: Picked | undefined) => machine.select(picked && selectionOf(map, picked));
  return (
    <div className={styles.map}>
      <div className={styles.drawing}>
        <RailMapDrawing {...drawing} onSelect={select} />
        <div className={styles.legend}>
          <p className="cap">
            Networks above, storage below. A dot is an address on a network; a dashed rail has no way out of the host, a
            dashed box does not run.
          </p>
          <Button look="quiet" onClick={() => setLarge(true)}>
            Enlarge
          </Button>
        </div>
      </div>
      <div className={styles.stacked}>
        <MapList map={map} machine={machine} />
      </div>
      {left > 0 && <p className="cap">{left.toLocaleString('en')} more containers are not drawn.</p>}
      {large && (
        <Dialog
          title="Networks, containers and storage"
          shape="wide"
          onClose={() => setLarge(false)}
          actions={
            <Button data-first onClick={() => setLarge(false)}>
              Close
            </Button>
          }
        >
          <div className={styles.large}>
            <RailMapDrawing {...drawing} onSelect={select} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** What to type where nothing is there yet. */
function Beginning() {
  const command = 'docker run -d --name web -p 8080:80 nginx:alpine';
  return (
    <div className={styles.beginning}>
      <p>Type in the terminal, for example:</p>
      <p className={styles.command}>
        <Code text={command} />
        <CopyButton text={() => command} />
      </p>
      <p className="q">
        What it makes appears here at once: the container, its address on the network <code>bridge</code>, and the port
        that the host publishes.
      </p>
    </div>
  );
}

/** A selection as commands name it; undefined when it is gone. */
function nameOf(map: HostMap, { kind, id }: Selection): string | undefined {
  if (kind === 'container') return map.containers.find((one) => one.id === id)?.name;
  if (kind === 'network') return map.networks.find((one) => one.id === id)?.name;
  if (kind === 'volume') return map.volumes.find((one) => one.name === id)?.name;
  const image = map.images.find((one) => one.id === id);
  return image && (image.tags[0] ?? id.replace('sha256:', '').slice(0, 12));
}

const part: MachineViewPart = { id: 'map', label: 'Map', order: 10, View: MapView };
export default part;
