import type { ReactNode } from 'react';
import type { HostMap } from '../../../../engine/docker/views/index.ts';
import { count, formatBytes } from '../../../../ui/format.ts';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import type { MachineDesk, Selection } from '../use-machine.ts';
import { shortName } from './map-labels.ts';
import { PickButton } from '../select-button.tsx';

interface ThingsProps {
  map: HostMap;
  machine: Pick<MachineDesk, 'selected' | 'select'>;
}

interface Row {
  readonly selection: Selection;
  readonly name: string;
  readonly facts: readonly ReactNode[];
}

const MOST = 200;

/** Networks, volumes and images of a machine, each as a table. */
export function Things({ map, machine }: ThingsProps) {
  const nameOf = new Map(map.containers.map(({ id, name }) => [id, name]));
  const users = (ids: readonly string[]): string =>
    ids.length > 5 ? count(ids.length, 'container') : ids.map((id) => nameOf.get(id)).join(', ') || 'nobody';
  const tables = [
    {
      title: 'Networks',
      heads: ['Driver', 'Subnet', 'Way out', 'Containers'],
      rows: map.networks.map(({ id, name, driver, subnets, internal }): Row => {
        const on = map.containers.filter(({ networks }) => networks.some((one) => one.network === id && one.attached));
        const out = driver === 'null' ? 'none' : internal ? 'none: internal' : 'yes';
        const facts = [driver, subnets.join(', ') || '–', out, users(on.map((one) => one.id))];
        return { selection: { kind: 'network', id }, name, facts };
      }),
    },
    {
      title: 'Volumes',
      heads: ['Kind', 'Size', 'Used by'],
      rows: map.volumes.map(({ name, anonymous, bytes, users: ids }): Row => {
        const facts = [
          anonymous ? 'anonymous' : 'named',
          bytes === undefined ? 'elsewhere' : formatBytes(bytes),
          users(ids),
        ];
        return { selection: { kind: 'volume', id: name }, name: shortName(name), facts };
      }),
    },
    {
      title: 'Images',
      heads: ['Size', 'Used by'],
      rows: map.images.map(({ id, tags, bytes, assumed, users: ids }): Row => {
        const name = tags.join(', ') || `${shortName(id.replace('sha256:', ''))}, no tag`;
        return { selection: { kind: 'image', id }, name, facts: [formatBytes(bytes, assumed), users(ids)] };
      }),
    },
  ];
  return tables.map((table) => table.rows.length > 0 && <Table key={table.title} {...table} machine={machine} />);
}

interface TableProps {
  title: string;
  heads: readonly string[];
  rows: readonly Row[];
  machine: ThingsProps['machine'];
}

function Table({ title, heads, rows, machine }: TableProps) {
  return (
    <Scroll className="scroll-x" aria-label={`Table of the ${title.toLowerCase()}`}>
      <table className="tb">
        <caption className="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map(({ selection, name, facts }) => (
            <tr key={selection.id}>
              <th scope="row">
                <PickButton machine={machine} selection={selection}>
                  {name}
                </PickButton>
              </th>
              {facts.map((fact, at) => (
                <td key={heads[at]}>{fact}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
