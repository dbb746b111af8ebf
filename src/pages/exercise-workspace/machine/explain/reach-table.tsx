import type { Reach, ReachCell, ReachColumn } from '../../../../engine/docker/views/index.ts';
import { Icon, type IconName } from '../../../../ui/icon/icon.tsx';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import styles from './explain.module.css';

interface ReachTableProps {
  reach: Reach;
  onPick(from: string, to: string): void;
}

const MARKS: Readonly<Record<ReachCell['verdict'], IconName | undefined>> = {
  open: 'pass',
  shut: 'fail',
  off: 'wait',
  self: undefined,
};
const SAID: Readonly<Record<ReachCell['verdict'], string>> = {
  open: 'reachable: ',
  shut: 'not reachable: ',
  off: '',
  self: '',
};

/** "web :80"; the internet has no port worth naming. */
export function columnName({ kind, name, port, udp }: ReachColumn): string {
  return kind === 'world' ? name : `${name} :${port}${udp ? '/udp' : ''}`;
}

/** Senders down, ports across; each cell can be chosen. */
export function ReachTable({ reach, onPick }: ReachTableProps) {
  const { columns, rows, story, moreRows, moreColumns } = reach;
  const inline = { minInlineSize: `${6 + columns.length * 9.5}rem` };
  return (
    <>
      <Scroll className="scroll-x" aria-label="Table of who reaches whom">
        <table className={`tb ${styles.matrix}`} style={inline}>
          <caption className="sr">Who reaches whom</caption>
          <thead>
            <tr>
              <th scope="col">From</th>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  {columnName(column)}
                  {column.leads !== undefined && (
                    <span>
                      {column.address !== '' && `${column.address} `}→ {column.leads}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, cells }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {cells.map((cell, at) => {
                  const to = columns[at]?.key ?? '';
                  const on = story?.from === key && story.to === to;
                  return (
                    <td key={to}>
                      <Cell cell={cell} on={on} onPick={() => onPick(key, to)} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <ul className={styles.key} aria-label="Key">
        <li>
          <Icon name="pass" tone="pass" /> reachable, with the name or address that works
        </li>
        <li>
          <Icon name="fail" tone="fail" /> not reachable, with the reason
        </li>
      </ul>
      {moreRows + moreColumns > 0 && (
        <p className="cap">
          {moreRows} more containers and {moreColumns} more ports are not shown.
        </p>
      )}
    </>
  );
}

function Cell({ cell, on, onPick }: { cell: ReachCell; on: boolean; onPick(): void }) {
  const { verdict, words } = cell;
  const mark = MARKS[verdict];
  return (
    <button type="button" className={styles.cell} data-verdict={verdict} aria-pressed={on} onClick={onPick}>
      {mark && <Icon name={mark} tone={verdict === 'open' ? 'pass' : verdict === 'shut' ? 'fail' : undefined} />}
      <span>
        <span className="sr">{SAID[verdict]}</span>
        {words}
      </span>
    </button>
  );
}
