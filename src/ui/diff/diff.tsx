import { useMemo } from 'react';
import { Button } from '../button/button.tsx';
import { classNames } from '../class-names.ts';
import { count } from '../format.ts';
import { Scroll } from '../scroll/scroll.tsx';
import { diffLines, hunks, type DiffLine, type Hunk } from './lines.ts';
import styles from './diff.module.css';

interface DiffProps {
  /** File name. */
  name: string;
  /** What is compared with what: "yours → solution". */
  caption: string;
  before: string;
  after: string;
  /** Offers to take one change over; undefined: only to look at. */
  onTake?: ((hunk: Hunk) => void) | undefined;
}

/** Lines of unchanged text around a change that stay visible. */
const CONTEXT = 3;

interface Block {
  readonly key: number;
  readonly lines: readonly DiffLine[];
  readonly hunk?: Hunk;
  /** Unchanged lines left out before this block. */
  readonly skipped: number;
}

/** The script cut into blocks of changed and of unchanged lines; long unchanged runs keep their edges. */
function blocksOf(script: readonly DiffLine[]): Block[] {
  const changes = hunks(script);
  const blocks: Block[] = [];
  let at = 0;
  const same = (until: number, last: boolean) => {
    const run = script.slice(at, until);
    const head = blocks.length > 0 ? run.slice(0, CONTEXT) : [];
    const tail = last ? [] : run.slice(Math.max(head.length, run.length - CONTEXT));
    const skipped = run.length - head.length - tail.length;
    if (head.length) blocks.push({ key: at, lines: head, skipped: 0 });
    if (skipped > 0 || tail.length) blocks.push({ key: at + 0.5, lines: tail, skipped });
    at = until;
  };
  for (const hunk of changes) {
    same(hunk.at, false);
    blocks.push({ key: hunk.at, lines: hunk.lines, hunk, skipped: 0 });
    at = hunk.at + hunk.lines.length;
  }
  same(script.length, true);
  return blocks;
}

const SIGN = { same: ' ', removed: '−', added: '+' } as const;
const WORD = { same: '', removed: 'removed: ', added: 'added: ' } as const;

/** Two texts compared line by line. Signs in the margin carry the meaning, the tint only helps. */
export function Diff({ name, caption, before, after, onTake }: DiffProps) {
  const script = useMemo(() => diffLines(before, after), [before, after]);
  const removed = script.filter((line) => line.kind === 'removed').length;
  const added = script.filter((line) => line.kind === 'added').length;
  const summary = removed + added === 0 ? 'no difference' : `${count(removed, 'line')} removed, ${added} added`;
  return (
    <div className={styles.diff}>
      <header>
        <span className="mono">{name}</span>
        <span>{caption}</span>
        <span className={styles.summary}>{summary}</span>
      </header>
      <Scroll className={styles.scroll} aria-label={`${name}: ${caption}`}>
        <div className={styles.lines}>
          {removed + added > 0 &&
            blocksOf(script).map((block) => (
              <div key={block.key} className={styles.block}>
                {block.skipped > 0 && <p className={styles.skipped}>{count(block.skipped, 'unchanged line')}</p>}
                {block.lines.map((line) => (
                  <Row key={`${line.kind} ${line.before ?? line.after}`} line={line} />
                ))}
                {block.hunk && onTake && (
                  <p className={styles.take}>
                    <Button onClick={() => block.hunk && onTake(block.hunk)}>Take over this change</Button>
                  </p>
                )}
              </div>
            ))}
        </div>
      </Scroll>
    </div>
  );
}

function Row({ line }: { line: DiffLine }) {
  return (
    <code className={classNames(styles.line, styles[line.kind])}>
      <span className={styles.sign} aria-hidden="true">
        {SIGN[line.kind]}
      </span>
      <span className="sr">{WORD[line.kind]}</span>
      {line.text || '\u200b'}
    </code>
  );
}
