import { classNames } from '../class-names.ts';
import { Choice, type ChoiceProps } from './choice.tsx';
import { CHARACTER, type Box, type Place, type Rail, type Store, type TapLine, type TieLine } from './rails.ts';
import styles from './rail-map.module.css';

/** A rail with its title above it. */
export function RailLine({ rail, place, choice }: { rail: Rail; place: Place; choice: ChoiceProps }) {
  const { x, y, width } = place;
  const end = x + width;
  return (
    <Choice choice={choice} className={styles.rail}>
      <rect className={styles.area} x={x - 2} y={y - 24} width={width + 4} height={32} rx="2" />
      {rail.stroke === 'double' ? (
        <path className={styles.double} d={`M${x} ${y - 2}H${end}M${x} ${y + 2}H${end}`} />
      ) : (
        <path className={classNames(styles.track, rail.stroke === 'dashed' && styles.broken)} d={`M${x} ${y}H${end}`} />
      )}
      <text className={styles.text} x={x} y={y - 10}>
        <tspan className={styles.name}>{rail.title}</tspan>
        <tspan className={styles.mono} dx="8">
          {rail.note}
        </tspan>
      </text>
    </Choice>
  );
}

/** Where a line meets its rail and its box, and what it says. */
export function TapEnds({ line: { tap, x, from, to, room } }: { line: TapLine }) {
  return (
    <>
      <circle className={styles.dot} cx={x} cy={from} r="3.5" />
      {tap.arrow && <path className={styles.head} d={`M${x} ${to}l-3.5 -7h7z`} />}
      <text className={classNames(styles.text, styles.mono)} x={x + 8} y={to - 24}>
        {shorten(tap.label, room / CHARACTER.mono)}
      </text>
      <text className={classNames(styles.text, styles.third)} x={x + 8} y={to - 9}>
        {shorten(tap.note, room / CHARACTER.text)}
      </text>
    </>
  );
}

/** A box with its three lines; its stroke tells its state. */
export function BoxShape({ box, place, choice }: { box: Box; place: Place; choice: ChoiceProps }) {
  const { x, y, width, height } = place;
  const most = (width - 22) / CHARACTER.text;
  return (
    <Choice choice={choice} className={styles[box.stroke]}>
      <rect className={styles.box} x={x} y={y} width={width} height={height} rx="2" />
      {box.stroke === 'double' && (
        <rect className={styles.inner} x={x + 3} y={y + 3} width={width - 6} height={height - 6} />
      )}
      <text className={classNames(styles.text, styles.name)} x={x + 12} y={y + 23}>
        {shorten(box.title, (width - 22) / CHARACTER.name)}
      </text>
      <text className={styles.text} x={x + 12} y={y + 43}>
        {shorten(box.lines[0], most)}
      </text>
      <text className={classNames(styles.text, styles.third)} x={x + 12} y={y + 60}>
        {shorten(box.lines[1], most)}
      </text>
    </Choice>
  );
}

/** A store with its two lines. */
export function StoreShape({ store, place, choice }: { store: Store; place: Place; choice: ChoiceProps }) {
  const { x, y, width, height } = place;
  return (
    <Choice choice={choice} className={styles[store.stroke]}>
      <rect className={styles.store} x={x} y={y} width={width} height={height} rx="2" />
      <text className={classNames(styles.text, styles.title)} x={x + 12} y={y + 18}>
        {shorten(store.title, (width - 22) / CHARACTER.mono)}
      </text>
      <text className={classNames(styles.text, styles.third)} x={x + 12} y={y + 34}>
        {shorten(store.note, (width - 22) / CHARACTER.text)}
      </text>
    </Choice>
  );
}

/** The line from a rail to a box. */
export function TapPath({ line: { tap, x, from, to } }: { line: TapLine }) {
  return <path className={classNames(styles.line, tap.dashed && styles.later)} d={`M${x} ${from}V${to}`} />;
}

/** The line from a box to a store. */
export function TiePath({ line: { x, from, to, turn } }: { line: TieLine }) {
  return <path className={styles.tie} d={`M${x} ${from}V${to}${turn === undefined ? '' : `H${turn}`}`} />;
}

/** What a line to a store says, and the dot where it meets a bar. */
export function TieEnds({ line: { tie, x, to, turn, label, room } }: { line: TieLine }) {
  const [left, base] = label;
  return (
    <>
      {turn === undefined && <circle className={styles.small} cx={x} cy={to} r="3" />}
      <text className={classNames(styles.text, styles.mono)} x={left} y={base}>
        {shortenPath(tie.label, room / CHARACTER.mono)}
      </text>
    </>
  );
}

function shorten(text: string, most: number): string {
  const length = Math.max(4, Math.floor(most));
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The end of a path says more than its beginning. */
function shortenPath(text: string, most: number): string {
  const length = Math.max(4, Math.floor(most));
  return text.length <= length ? text : `…${text.slice(1 - length)}`;
}
