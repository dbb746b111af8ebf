import type { HostMap, MapContainer, MapMount } from '../../../../engine/docker/views/index.ts';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import type { MachineDesk } from '../use-machine.ts';
import { portOf } from './map-drawing.ts';
import styles from './map-table.module.css';
import { networkRows, sourceOf, stateOf } from './map-labels.ts';
import { isSelected, PickButton } from '../select-button.tsx';

interface MapTableProps {
  map: HostMap;
  machine: Pick<MachineDesk, 'selected' | 'select'>;
}

/** Most rows of a table: a loop that starts thousands of containers must not stop the page. */
const MOST = 200;
const HEADS = ['Container', 'State', 'Network', 'Address', 'Names there', 'Published', 'Mounts'];

/** The containers of a machine as a table: state, networks, addresses, names, published ports, mounts. */
export function MapTable({ map, machine }: MapTableProps) {
  const left = map.containers.length - MOST;
  return (
    <>
      <Scroll className="scroll-x" aria-label="Table of the containers">
        <table className={`tb ${styles.table}`}>
          <caption className="sr">Containers</caption>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.containers.slice(0, MOST).map((container) => (
              <Rows key={container.id} container={container} machine={machine} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {left > 0 && <p className="cap">{left.toLocaleString('en')} more containers are not listed.</p>}
    </>
  );
}

/** One row for each network. */
function Rows({ container, machine }: { container: MapContainer; machine: MapTableProps['machine'] }) {
  const { id, name, mounts, ports } = container;
  const on = isSelected(machine, { kind: 'container', id });
  const rows = networkRows(container);
  return rows.map(({ name: network, address, names }, at) => (
    <tr key={network} className={on ? styles.on : undefined}>
      {at === 0 && (
        <>
          <th scope="row" rowSpan={rows.length}>
            <PickButton machine={machine} selection={{ kind: 'container', id }}>
              {name}
            </PickButton>
          </th>
          <td rowSpan={rows.length}>{stateOf(container)}</td>
        </>
      )}
      <td>{network}</td>
      <td className="mono">{address}</td>
      <td>{names}</td>
      {at === 0 && (
        <>
          <td rowSpan={rows.length} className="mono">
            {ports.map((port) => `${portOf(port)} → ${port.port}/${port.protocol}`).join(', ') || '–'}
          </td>
          <td rowSpan={rows.length}>
            {mounts.length === 0 ? '–' : mounts.map((one) => <Mount key={one.target} mount={one} />)}
          </td>
        </>
      )}
    </tr>
  ));
}

/** Where a mount comes from, where it is, and whether it can be written. */
export function Mount({ mount }: { mount: MapMount }) {
  return (
    <div>
      <Code text={sourceOf(mount)} /> → <Code text={mount.target} />
      {mount.readonly && ', read-only'}
    </div>
  );
}
