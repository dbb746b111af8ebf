import { useId, useLayoutEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { Button } from '../button/button.tsx';
import { classNames } from '../class-names.ts';
import { shownRows, toggled, treeMove, treeRows, type TreeMove, type TreeRow } from './rows.ts';
import { useFolders, type LoadFolders } from './use-folders.ts';
import styles from './file-tree.module.css';

interface FileTreeProps {
  /** Name of the tree, read aloud. */
  label: string;
  /** Loads folders when they are opened. Another function means another tree: open folders stay open and are loaded anew. */
  load: LoadFolders;
  /** Folders that stand open until the reader closes them, parents first. */
  opened?: readonly string[];
  /** What stands in place of a tree without entries. */
  empty: string;
}

const NONE: readonly string[] = [];
const MARKS = { added: '+', changed: '~', removed: '−' } as const;

/** A tree of files in a box of its own: one folder at a time is loaded, and only the rows in view are drawn. */
export function FileTree({ label, load, opened = NONE, empty }: FileTreeProps) {
  const id = useId();
  const tree = useTree(load, opened);
  const { rows, active, setBox, view, shown, folders } = tree;
  if (folders.failed)
    return (
      <p className={styles.message}>
        These files could not be read.{' '}
        <Button look="quiet" onClick={folders.again}>
          Try again
        </Button>
      </p>
    );
  if (rows.length === 0) return <p className={styles.message}>{folders.stale ? 'Reading…' : empty}</p>;
  const [first, last] = shown;
  const here = rows.findIndex((row) => row.key === active);
  const drawn = Array.from({ length: last - first }, (_, at) => first + at);
  // the active row is always there, in its order: it is what the box points at
  const at = Math.max(0, here);
  if (at < first) drawn.unshift(at);
  else if (at >= last) drawn.push(at);
  return (
    <div className={styles.root} aria-busy={folders.stale || undefined}>
      {/* the tree holds the focus and points at its row: rows out of view are not in the page (WAI-ARIA, aria-activedescendant) */}
      <div
        ref={setBox}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={rowId(id, at)}
        className={styles.tree}
        onKeyDown={tree.onKeyDown}
        onScroll={view.onScroll}
      >
        <div role="presentation" className={styles.space} style={{ blockSize: rows.length * view.row }}>
          {drawn.map((index) => {
            const row = rows[index];
            return (
              row && (
                <Row
                  key={row.key}
                  id={rowId(id, index)}
                  row={row}
                  top={index * view.row}
                  active={index === at}
                  onClick={() => tree.click(row)}
                />
              )
            );
          })}
        </div>
      </div>
      <p className={styles.facts}>{factsOf(rows[at])}</p>
    </div>
  );
}

/** The whole path and what a narrow row has no room for. */
function factsOf(row: TreeRow | undefined): string {
  return row?.item ? [row.key, ...row.item.facts].join('  ') : '';
}

function rowId(prefix: string, at: number): string {
  return `${prefix}-row-${at}`;
}

interface RowProps {
  id: string;
  row: TreeRow;
  top: number;
  active: boolean;
  onClick(): void;
}

function Row({ id, row, top, active, onClick }: RowProps) {
  const { item, level, expanded } = row;
  const place = { '--level': level - 1, insetBlockStart: top } as React.CSSProperties;
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
      className={classNames(styles.row, active && styles.active, item?.mark && styles[item.mark])}
      style={place}
      onClick={onClick}
    >
      <span className={styles.mark}>
        {item?.mark ? (
          <>
            <span aria-hidden="true">{MARKS[item.mark]}</span>
            <span className="sr">{item.mark}</span>
          </>
        ) : (
          item?.touched && <span aria-hidden="true">·</span>
        )}
      </span>
      <span className={styles.name}>
        <i
          className={classNames(styles.arrow, expanded && styles.down, expanded === undefined && styles.none)}
          aria-hidden="true"
        />
        {item ? (
          <>
            <span className={styles.text}>
              {item.mark === 'removed' ? <s>{item.name}</s> : item.name}
              {item.folder && '/'}
            </span>
            {item.touched && <span className="sr">holds changes</span>}
            {item.note && <span className={styles.note}>{item.note}</span>}
          </>
        ) : (
          <span className={styles.more}>{row.left.toLocaleString('en')} more</span>
        )}
      </span>
      <span className={styles.size}>{item?.size}</span>
      {item?.facts.map((fact) => (
        <span key={fact} className={styles.fact}>
          {fact}
        </span>
      ))}
    </div>
  );
}

/** Height of a row and of the box before anything was measured, in px. */
const GUESS = { row: 28, height: 352 };

/** Which part of the box is in view. */
function useView() {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [view, setView] = useState({ top: 0, ...GUESS });
  useLayoutEffect(() => {
    if (!box) return undefined;
    const measure = () => {
      const row = box.querySelector<HTMLElement>('[role=treeitem]')?.offsetHeight || GUESS.row;
      const height = box.clientHeight || GUESS.height;
      setView((now) => (now.row === row && now.height === height ? now : { ...now, row, height }));
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [box]);
  const onScroll = () => {
    const top = box?.scrollTop ?? 0;
    setView((now) => (now.top === top ? now : { ...now, top }));
  };
  /** Scrolls the box, and nothing around it, so far that a row is in view. */
  const show = (at: number) => {
    if (!box || at < 0) return;
    const top = at * view.row;
    if (top < box.scrollTop) box.scrollTo({ top });
    else if (top + view.row > box.scrollTop + view.height) box.scrollTo({ top: top + view.row - view.height });
  };
  return { setBox, view: { ...view, onScroll, show } };
}

function chosenOpen(chosen: ReadonlyMap<string, boolean>): string[] {
  return [...chosen].filter(([, open]) => open).map(([path]) => path);
}

function useTree(load: LoadFolders, proposed: readonly string[]) {
  /** What the reader opened and closed; the rest stands as proposed. */
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [active, setActive] = useState('');
  const opened = useMemo(
    () => new Set([...proposed.filter((path) => chosen.get(path) !== false), ...chosenOpen(chosen)]),
    [proposed, chosen],
  );
  const folders = useFolders(load, '/', opened);
  const rows = useMemo(() => treeRows(folders.folders, opened, '/'), [folders.folders, opened]);
  const { setBox, view } = useView();
  const shown = shownRows(rows.length, view);
  const show = (key: string) => view.show(rows.findIndex((row) => row.key === key));
  const act = (move: TreeMove) => {
    if ('to' in move) {
      setActive(move.to);
      show(move.to);
    } else if ('open' in move) choose((now) => new Map(now).set(move.open, true));
    else if ('close' in move) choose((now) => new Map(now).set(move.close, false));
    else folders.more(move.more);
  };
  return {
    rows,
    active,
    setBox,
    view,
    shown,
    folders,
    click(row: TreeRow) {
      setActive(row.key);
      const move = toggled(row);
      if (move) act(move);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const page = Math.max(1, Math.floor(view.height / view.row) - 1);
      const move = treeMove(rows, event.key, { active, page });
      // keys of the tree that lead nowhere must not scroll the page instead
      if (move || /^(Arrow|Home|End|Page| |Enter)/.test(event.key)) event.preventDefault();
      if (move) act(move);
    },
  };
}
