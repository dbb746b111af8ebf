import type { HostMap, MapContainer } from '../../../../engine/docker/views/index.ts';
import type { MachineDesk } from '../use-machine.ts';
import { MOST_DRAWN, portOf } from './map-drawing.ts';
import styles from './map-list.module.css';
import { Mount } from './map-table.tsx';
import { networkRows, stateOf } from './map-labels.ts';
import { isSelected, PickButton } from '../select-button.tsx';

interface MapListProps {
  map: HostMap;
  machine: Pick<MachineDesk, 'selected' | 'select'>;
}

/** The map where there is no room for a drawing: containers below each other. */
export function MapList({ map, machine }: MapListProps) {
  return (
    <ul className={styles.list} aria-label="Containers">
      {map.containers.slice(0, MOST_DRAWN).map((container) => (
        <Card key={container.id} container={container} machine={machine} />
      ))}
    </ul>
  );
}

function Card({ container, machine }: { container: MapContainer; machine: MapListProps['machine'] }) {
  const { id, image, state, ports, mounts, listeners } = container;
  const selection = { kind: 'container', id } as const;
  const runs = state === 'running' || state === 'paused';
  const words = listeners.map(
    ({ port, udp, loopback }) => `${port}${udp ? '/udp' : ''}${loopback ? ' (loopback)' : ''}`,
  );
  return (
    <li className={styles.card} data-state={runs ? 'runs' : 'stands'} data-on={isSelected(machine, selection)}>
      <div className={styles.head}>
        <PickButton machine={machine} selection={selection}>
          {container.name}
        </PickButton>
        <span>{stateOf(container)}</span>
      </div>
      <dl className={styles.facts}>
        <dt>Image</dt>
        <dd>{image}</dd>
        {words.length > 0 && (
          <>
            <dt>Listens</dt>
            <dd>{words.join(', ')}</dd>
          </>
        )}
        {ports.length > 0 && (
          <>
            <dt>Published</dt>
            <dd className="mono">
              {ports.map((port) => `${portOf(port)} → ${port.port}/${port.protocol}`).join(', ')}
            </dd>
          </>
        )}
        {networkRows(container).map(({ name, address, names }) => (
          <div key={name} className={styles.pair}>
            <dt>On {name}</dt>
            <dd>
              <span className="mono">{address}</span>
              {names !== '–' && ` as ${names}`}
            </dd>
          </div>
        ))}
        {mounts.length > 0 && (
          <>
            <dt>Mounts</dt>
            <dd>
              {mounts.map((mount) => (
                <Mount key={mount.target} mount={mount} />
              ))}
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}
