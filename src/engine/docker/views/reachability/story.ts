import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import type { Sender } from '../../networks/packets/route.ts';
import type { ReachCell } from './reachability.ts';
import { cellOf, isOpen, isSelf, telling, waysOf, type Way } from './cell.ts';
import { printPort, type ReachColumn } from './columns.ts';
import { adviceOf, whyShut } from './reason.ts';
import { networkOwner, type ReachRow } from './rows.ts';
import { steps } from './steps.ts';

/** One pair, step by step. Words between backticks are code. */
export interface ReachStory {
  /** Keys of the row and the column. */
  readonly from: string;
  readonly to: string;
  readonly verdict: ReachCell['verdict'];
  readonly title: string;
  /** What would open a way that is shut. */
  readonly advice?: string;
  readonly why: string;
  readonly steps: readonly ReachStep[];
  /** Names and addresses that somebody might try, and what comes of each. */
  readonly ways: readonly { readonly text: string; readonly open: boolean; readonly outcome: string }[];
}

/** One thing that is decided on the way; `shut` ends it. */
export interface ReachStep {
  readonly text: string;
  readonly detail?: string;
  readonly verdict: 'goes on' | 'shut' | 'there';
}

/** A pair and all that its story is made of. */
export interface Pair {
  readonly row: ReachRow;
  readonly column: ReachColumn;
  /** Who sends, by its network. */
  readonly from: Sender;
  /** The container whose port it is. */
  readonly target: Container | undefined;
  readonly ways: readonly Way[];
  /** The way that the story follows. */
  readonly way: Way | undefined;
}

const OUTCOMES: Readonly<Record<Way['found']['outcome'], string>> = {
  connected: 'connected',
  refused: 'refused at once',
  timeout: 'no answer: it hangs until it times out',
  'no-route': 'no machine with that address',
  unreachable: 'network unreachable',
  'no-name': 'the name is not known',
  'not-running': 'it does not run',
  world: 'leaves the host',
};

/** The story of one sender and one port. */
export function storyOf(daemon: Daemon, row: ReachRow, column: ReachColumn): ReachStory {
  const { verdict } = cellOf(daemon, row, column);
  const place = portWords(column);
  const base = { from: row.key, to: column.key, verdict, steps: [], ways: [] };
  if (verdict === 'off')
    return {
      ...base,
      title: `${row.name} does not run.`,
      advice: `\`docker start ${row.name}\` starts it.`,
      why: `What does not run asks nobody.`,
    };
  if (isSelf(daemon, row, column))
    return {
      ...base,
      title: `${row.name} reaches its own port ${printPort(column)}.`,
      why: `It is its own network: \`127.0.0.1:${column.port}\`.`,
    };
  const ways = waysOf(daemon, { row, column }, true);
  const open = ways.filter(isOpen);
  const way = open[0] ?? telling(ways);
  const target = daemon.store.containers.get(column.id);
  const pair: Pair = { row, column, from: networkOwner(daemon, row.key), target, ways, way };
  const advice = open.length > 0 ? undefined : adviceOf(daemon, pair);
  return {
    ...base,
    title: `${row.key === 'host' ? 'The host' : row.name} ${open.length > 0 ? 'reaches' : 'cannot reach'} ${place}.`,
    ...(advice === undefined ? {} : { advice }),
    why: open[0] ? whyOpen(column, open) : whyShut(daemon, pair),
    steps: steps(daemon, pair),
    ways: ways.map(({ text, found }) => ({ text, open: isOpen({ found }), outcome: OUTCOMES[found.outcome] })),
  };
}

function portWords(column: ReachColumn): string {
  if (column.kind === 'world') return 'the internet';
  const port = `port ${printPort(column)}`;
  return column.kind === 'host' ? `${port} of the host` : `${column.name} on ${port}`;
}

function whyOpen({ kind }: ReachColumn, open: readonly Way[]): string {
  if (kind === 'world') return 'The host forwards what leaves, under its own address.';
  const [first] = open;
  const by = first?.kind === 'name' ? 'By name' : 'By address';
  return `${by}: \`${first?.text ?? ''}\`.`;
}
