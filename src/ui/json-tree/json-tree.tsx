import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { classNames } from '../class-names.ts';
import { toggled, treeMove, type TreeMove } from '../file-tree/rows.ts';
import { jsonRows, type JsonPath, type JsonRow } from './rows.ts';
import styles from './json-tree.module.css';

interface JsonTreeProps {
  /** Name of the tree, read aloud. */
  label: string;
  data: unknown;
  /** Keys of the fields that stand open until the reader closes them. */
  opened?: readonly string[];
  /** Told which field the reader is at. */
  onField?(path: JsonPath): void;
}

const NONE: readonly string[] = [];

/** Data as a tree of fields: arrows move, right opens, left closes, a letter goes to the next field of that letter. */
export function JsonTree({ label, data, opened = NONE, onField }: JsonTreeProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [active, setActive] = useState('');
  const open = useMemo(() => {
    const own = [...chosen].flatMap(([key, is]) => (is ? [key] : []));
    return new Set([...opened.filter((key) => chosen.get(key) !== false), ...own]);
  }, [opened, chosen]);
  const rows = useMemo(() => jsonRows(data, open), [data, open]);
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === active),
  );
  const go = (row: JsonRow | undefined) => {
    if (!row) return;
    setActive(row.key);
    onField?.(row.path);
    show(box.current, rows.indexOf(row));
  };
  const act = (move: TreeMove | undefined) => {
    if (!move) return;
    if ('to' in move) go(rows.find(({ key }) => key === move.to));
    else if ('open' in move) choose((now) => new Map(now).set(move.open, true));
    else if ('close' in move) choose((now) => new Map(now).set(move.close, false));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeMove(rows, event.key, { active });
    // keys of the tree that lead nowhere must not scroll the page instead
    if (move || /^(Arrow|Home|End|Page| |Enter)/.test(event.key)) event.preventDefault();
    act(move);
  };
  return (
    // the tree holds the focus and points at its row, as the tree of files does
    <div
      ref={box}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${at}`}
      className={styles.tree}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <Row
          key={row.key}
          id={`${id}-${index}`}
          row={row}
          active={index === at}
          marked={row.key === active}
          onClick={() => {
            go(row);
            act(toggled(row));
          }}
        />
      ))}
    </div>
  );
}

/** Scrolls the box, and nothing around it, so far that a row is in view. */
function show(box: HTMLElement | null, index: number): void {
  const row = box?.querySelectorAll<HTMLElement>('[role=treeitem]')[index];
  if (!box || !row) return;
  const top = row.offsetTop - box.offsetTop;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + row.offsetHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + row.offsetHeight - box.clientHeight;
}

interface RowProps {
  id: string;
  row: JsonRow;
  active: boolean;
  /** The reader chose it. */
  marked: boolean;
  onClick(): void;
}

function Row({ id, row, active, marked, onClick }: RowProps) {
  const { item, level, expanded, text, kind } = row;
  return (
    // keys are the tree's: the row never has the focus
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={expanded}
      aria-selected={active}
      className={classNames(styles.row, marked && styles.marked)}
      style={{ '--level': level - 1 } as React.CSSProperties}
      onClick={onClick}
    >
      <i
        className={classNames(styles.arrow, expanded && styles.down, expanded === undefined && styles.none)}
        aria-hidden="true"
      />
      <span className={styles.name}>{item?.name}</span>{' '}
      <span className={styles[kind]} title={text.length > 40 ? text : undefined}>
        {text}
      </span>
    </div>
  );
}
