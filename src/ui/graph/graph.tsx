import { useId } from 'react';
import { classNames } from '../class-names.ts';
import { Scroll } from '../scroll/scroll.tsx';
import { layoutGraph, type Box, type GraphEdge, type GraphNode, type Line } from './layout.ts';
import styles from './graph.module.css';

export interface DrawnNode extends GraphNode {
  readonly title: string;
  /** Lighter words behind the title. */
  readonly note?: string;
  /** The second line. */
  readonly line: string;
  /** The stroke tells the state: solid, dashed (does not take part), double (goal), struck (failed). */
  readonly stroke: 'solid' | 'dashed' | 'double' | 'struck' | 'thin';
  /** Hatched at its edge: it cost nothing. */
  readonly hatched?: boolean;
}
export interface DrawnEdge extends GraphEdge {
  readonly label?: string;
  readonly dashed?: boolean;
}

interface GraphProps {
  /** One sentence that says the same; the text twin below the drawing says it in full. */
  label: string;
  nodes: readonly DrawnNode[];
  edges: readonly DrawnEdge[];
}

/** Boxes and right-angled arrows, drawn at their natural size; a wide drawing scrolls in its own focusable box. */
export function Graph({ label, nodes, edges }: GraphProps) {
  const id = useId();
  const layout = layoutGraph(
    nodes.map((node) => ({ ...node, needs: widthOf(node) })),
    edges.map((edge) => ({
      ...edge,
      ...(edge.label && { labelNeeds: shorten(edge.label, LABEL).length * CHARACTER.mono }),
    })),
  );
  return (
    <Scroll className="scroll-x" aria-label="Drawing">
      <svg
        className={styles.graph}
        width={layout.width + 2}
        height={layout.height + 2}
        viewBox={`-1 -1 ${layout.width + 2} ${layout.height + 2}`}
        role="img"
        aria-labelledby={id}
      >
        <title id={id}>{label}</title>
        {nodes.some((node) => node.hatched) && (
          <defs>
            <pattern
              id={`${id}-hatch`}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path className={styles.hatch} d="M0 0v5" />
            </pattern>
          </defs>
        )}
        {edges.map((edge, index) => {
          const line = layout.lines[index];
          return line && <Arrow key={`${edge.from} ${edge.to} ${edge.kind} ${index}`} edge={edge} line={line} />;
        })}
        {nodes.map((node, index) => {
          const box = layout.boxes[index];
          return box && <NodeBox key={node.id} node={node} box={box} hatch={`url(#${id}-hatch)`} />;
        })}
        {edges.map((edge, index) => {
          const at = layout.lines[index]?.label;
          return (
            at &&
            edge.label && (
              <text key={`${edge.from} ${edge.to} ${index}`} className={styles.label} x={at.x} y={at.y}>
                {shorten(edge.label, LABEL)}
              </text>
            )
          );
        })}
      </svg>
    </Scroll>
  );
}

function Arrow({ edge, line }: { edge: DrawnEdge; line: Line }) {
  const end = line.points.at(-1);
  const before = line.points.at(-2);
  if (!end || !before) return null;
  const [x, y] = end;
  const head = before[1] === y ? `M${x} ${y}l-7 -3.5v7z` : `M${x} ${y}l-3.5 -7h7z`;
  return (
    <g className={edge.dashed ? styles.dash : undefined}>
      <path className={styles.edge} d={`M${line.points.map((point) => point.join(' ')).join('L')}`} />
      <path className={styles.head} d={head} />
    </g>
  );
}

/** Pixels a character takes in a wide face; text is not measured, so that a prerendered drawing is the same everywhere. */
const CHARACTER = { name: 9, text: 6.2, mono: 7 };
/** Most characters of a label. */
const LABEL = 36;

/** What the first line of a node needs, with the space around it. */
function widthOf({ title, note = '' }: DrawnNode): number {
  return Math.ceil(title.length * CHARACTER.name + (note.length + 1) * CHARACTER.text) + 24;
}

/** A name is worth more than what stands behind it: in a narrow box the note ends at its first comma. */
function fittingNote({ title, note = '' }: DrawnNode, box: Box): string {
  const room = box.width - 20 - title.length * CHARACTER.name;
  return (note.length + 1) * CHARACTER.text <= room ? note : (note.split(',')[0] ?? '');
}

function NodeBox({ node, box, hatch }: { node: DrawnNode; box: Box; hatch: string }) {
  const characters = Math.floor((box.width - 20) / CHARACTER.text);
  const note = fittingNote(node, box);
  const named = Math.floor((box.width - 20 - (note.length + 1) * CHARACTER.text) / CHARACTER.name);
  const { x, y, width, height } = box;
  return (
    <g className={styles[node.stroke]}>
      <rect className={styles.box} x={x} y={y} width={width} height={height} rx="2" />
      {node.hatched && <rect x={x + width - 14} y={y + 1} width={13} height={height - 2} fill={hatch} />}
      {node.stroke === 'double' && (
        <rect className={styles.inner} x={x + 3} y={y + 3} width={width - 6} height={height - 6} />
      )}
      {node.stroke === 'struck' && <path className={styles.strike} d={`M${x} ${y + height}l${width} ${-height}`} />}
      <text className={styles.text} x={x + 12} y={y + 22}>
        <tspan className={styles.name}>{shorten(node.title, named)}</tspan>
        {note && ` ${note}`}
      </text>
      <text className={classNames(styles.text, styles.second)} x={x + 12} y={y + 42}>
        {shorten(node.line, characters)}
      </text>
    </g>
  );
}

function shorten(text: string, most: number): string {
  const length = Math.max(4, most);
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
