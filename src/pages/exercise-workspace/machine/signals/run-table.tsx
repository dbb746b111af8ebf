import type { RunLine } from '../../../../engine/docker/views/index.ts';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import { cut, tookOf } from './run-labels.ts';
import styles from './signals.module.css';

interface RunTableProps {
  runs: readonly RunLine[];
  /** Keys of those on display. */
  shown: readonly string[];
  onPick(run: RunLine): void;
}

/** Everything that ran on the host: who was PID 1, how long the end took, and with which code it came. */
export function RunTable({ runs, shown, onPick }: RunTableProps) {
  return (
    <Scroll className="scroll-x" aria-label="Table of the runs">
      <table className="tb">
        <caption className="sr">Everything that was started, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Container</th>
            <th scope="col" className="nowrap">
              PID 1
            </th>
            <th scope="col" className="r">
              Stops after
            </th>
            <th scope="col" className="r">
              Exit
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.key} className={shown.includes(run.key) ? styles.on : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.pick}
                  aria-pressed={shown.includes(run.key)}
                  onClick={() => onPick(run)}
                >
                  {run.name}
                  {run.number > 1 && `, run ${run.number}`}
                </button>
                <span className={styles.command}>
                  <Code text={cut(run.command)} />
                </span>
              </th>
              <td>
                <code className="nowrap">{run.first}</code>
              </td>
              <td className="r">{tookOf(run)}</td>
              <td className="r">{run.exit ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
