import type { StoryProcess } from '../../../../engine/docker/views/index.ts';
import { classNames } from '../../../../ui/class-names.ts';
import { Code } from '../../../../ui/inline-code/code.tsx';
import styles from './signals.module.css';

interface ProcessTreeProps {
  /** Children behind their parents. */
  processes: readonly StoryProcess[];
  more: number;
}

/** Who is whose child, with pids as they are inside, and what each has said about the signal. */
export function ProcessTree({ processes, more }: ProcessTreeProps) {
  return (
    <>
      <Level processes={processes} depth={0} className={styles.tree} />
      {more > 0 && <p className="cap">{more} more processes are left out.</p>}
    </>
  );
}

interface LevelProps {
  processes: readonly StoryProcess[];
  depth: number;
  className?: string | undefined;
}

function Level({ processes, depth, className }: LevelProps) {
  return (
    <ul className={className}>
      {families(processes, depth).map(([parent, ...below]) => (
        <li key={parent.pid}>
          <div className={styles.process}>
            <span className="t">
              <span className="sr">PID </span>
              {parent.pid}
            </span>
            <Code text={parent.command} />
            {parent.note && (
              <span className={classNames('small', parent.tone === 'failed' ? styles.failed : 'q')}>{parent.note}</span>
            )}
          </div>
          {below.length > 0 && <Level processes={below} depth={depth + 1} />}
        </li>
      ))}
    </ul>
  );
}

/** Processes of one depth, each with all that are below it. */
function families(
  processes: readonly StoryProcess[],
  depth: number,
): readonly (readonly [StoryProcess, ...StoryProcess[]])[] {
  const all: [StoryProcess, ...StoryProcess[]][] = [];
  for (const process of processes)
    if (process.depth <= depth || all.length === 0) all.push([process]);
    else all.at(-1)?.push(process);
  return all;
}
