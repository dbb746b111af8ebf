import type { Host } from '../../host.ts';
import { cellOf } from './cell.ts';
import { columnsOf, type ReachColumn } from './columns.ts';
import { rowsOf, type ReachRow } from './rows.ts';
import { storyOf, type ReachStory } from './story.ts';

export type { ReachColumn } from './columns.ts';
export type { ReachRow } from './rows.ts';
export type { ReachStep, ReachStory } from './story.ts';

/** Which pair is told step by step. What is left out, or not there, the look chooses: a way that is shut before one that is open. */
export interface ReachQuestion {
  /** Key of a row: `host`, or the id of a container. */
  readonly from?: string;
  /** Key of a column. */
  readonly to?: string;
}

/** Who reaches whom: senders down, ports across. */
export interface Reach {
  readonly columns: readonly ReachColumn[];
  readonly rows: readonly (ReachRow & { readonly cells: readonly ReachCell[] })[];
  readonly moreRows: number;
  readonly moreColumns: number;
  readonly story?: ReachStory;
}

/** One sender and one port. */
export interface ReachCell {
  /** `self`: it asks itself; `off`: one of the two does not run. */
  readonly verdict: 'open' | 'shut' | 'self' | 'off';
  /** Names that lead there; without any, addresses. */
  readonly by: readonly string[];
  /** The same in a few words, or the reason why not. */
  readonly words: string;
}

const MOST_ROWS = 20;
const MOST_COLUMNS = 10;

/**
 * Whether the host and each container would reach each port that somebody listens on, and the internet. The rules are those that carry
 * real connections (networks/path.ts, carry.ts); nothing is sent.
 */
export function reachability({ daemon }: Host, question: ReachQuestion): Reach {
  const allRows = rowsOf(daemon);
  const allColumns = columnsOf(daemon);
  const rows = shown(allRows, MOST_ROWS, question.from);
  const columns = shown(allColumns, MOST_COLUMNS, question.to);
  const judged = rows.map((row) => ({ ...row, cells: columns.map((column) => cellOf(daemon, row, column)) }));
  const pair = pairOf(judged, columns, question);
  return {
    columns,
    rows: judged,
    moreRows: allRows.length - rows.length,
    moreColumns: allColumns.length - columns.length,
    ...(pair ? { story: storyOf(daemon, pair.row, pair.column) } : {}),
  };
}

/** The first ones; who is asked for stands among them. The last column, the internet, stays. */
function shown<T extends { readonly key: string }>(all: readonly T[], most: number, wanted: string | undefined): T[] {
  if (all.length <= most) return [...all];
  const keep = new Set([...all.slice(0, most - 2), ...all.slice(-1), ...all.filter(({ key }) => key === wanted)]);
  return all.filter((one) => keep.has(one));
}

function pairOf(
  rows: Reach['rows'],
  columns: readonly ReachColumn[],
  { from, to }: ReachQuestion,
): { readonly row: ReachRow; readonly column: ReachColumn } | undefined {
  const pairs = rows.flatMap((row) =>
    columns.map((column, at) => ({ row, column, verdict: row.cells[at]?.verdict ?? 'off' })),
  );
  const matching = pairs.filter(({ row, column }) => row.key === from && (to === undefined || column.key === to));
  const below = pairs.filter(({ column }) => column.key === to);
  const among = [matching, below, pairs].find((some) => some.length > 0) ?? [];
  const between = among.filter(({ row, column }) => row.key !== 'host' && column.kind === 'container');
  const told = [...between, ...among];
  return (
    told.find(({ verdict }) => verdict === 'shut') ?? told.find(({ verdict }) => verdict === 'open') ?? among.at(0)
  );
}
