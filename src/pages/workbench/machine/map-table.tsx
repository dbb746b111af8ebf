import type { HostMap, MapAttachment, MapContainer, MapMount } from '../../../engine/docker/looks/index.ts';
import { Scroll } from '../../../ui/scroll/scroll.tsx';
import { Code } from '../../../ui/words/code.tsx';
import type { MachineDesk } from './machine-desk.ts';
import styles from './map-table.module.css';
import { namesThere, sourceOf, stateOf } from './map-words.ts';

interface MapTableProps {
  map: HostMap;
  machine: Pick<MachineDesk, 'selected' | 'select'>;
}

/** The containers of a machine as a table: state, networks, addresses, names, mounts. */
export function MapTable({ map, machine }: MapTableProps) {
  return (
    <Scroll className="scroll-x" aria-label="Table of the containers">
      <table className={`tb ${styles.table}`}>
        <caption className="sr">Containers</caption>
        <thead>
          <tr>
            <th scope="col">Container</th>
            <th scope="col">State</th>
            <th scope="col">Network</th>
            <th scope="col">Address</th>
            <th scope="col">Names there</th>
            <th scope="col">Mounts</th>
          </tr>
        </thead>
        <tbody>
          {map.containers.map((container) => (
            <Rows key={container.id} container={container} machine={machine} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** One row for each network. */
function Rows({ container, machine }: { container: MapContainer; machine: MapTableProps['machine'] }) {
  const { id, name, mounts } = container;
  const on = machine.selected?.kind === 'container' && machine.selected.id === id;
  const rows = networksOf(container);
  return rows.map(({ name: network, address, names }, at) => (
    <tr key={network} className={on ? styles.on : undefined}>
      {at === 0 && (
        <>
          <th scope="row" rowSpan={rows.length}>
            <button
              type="button"
              className={styles.pick}
              aria-pressed={on}
              onClick={() => machine.select(on ? undefined : { kind: 'container', id })}
            >
              {name}
            </button>
          </th>
          <td rowSpan={rows.length}>{stateOf(container)}</td>
        </>
      )}
      <td>{network}</td>
      <td className="mono">{address}</td>
      <td>{names}</td>
      {at === 0 && (
        <td rowSpan={rows.length}>
          {mounts.length === 0 ? '–' : mounts.map((one) => <Mount key={one.target} {...one} />)}
        </td>
      )}
    </tr>
  ));
}

interface NetworkRow {
  readonly name: string;
  readonly address: string;
  readonly names: string;
}

function networksOf({ mode, networks }: MapContainer): readonly NetworkRow[] {
  const none = { address: '–', names: '–' };
  if (mode === 'host' || mode === 'none') return [{ name: mode, ...none }];
  if (mode !== undefined) return [{ name: `that of ${mode}`, ...none }];
  return networks.length === 0 ? [{ name: 'none', ...none }] : networks.map(rowOf);
}

function rowOf(attachment: MapAttachment): NetworkRow {
  const { name, attached, address, address6 } = attachment;
  const addresses = [address, address6].filter((one) => one !== '').join(' ');
  return attached
    ? { name, address: addresses || '–', names: namesThere(attachment) }
    : { name, address: 'at its next start', names: '–' };
}

function Mount(mount: MapMount) {
  return (
    <div>
      <Code text={sourceOf(mount)} /> → <Code text={mount.target} />
      {mount.readonly && ', read-only'}
    </div>
  );
}
