import type { SessionFigure, SessionStep } from '../../content/index.ts';
import { count, formatSeconds } from '../../ui/format.ts';
import { Machine } from './machine.tsx';

/** Commands typed on a simulated host, each with what it printed. `prose/prose.tsx` finds its way by `typed` and `data-session`. */
export function Session({ figure }: { figure: SessionFigure }) {
  return (
    <>
      {figure.steps.length > 0 && <Typed figure={figure} />}
      {figure.machine && <Machine figure={figure.machine} />}
    </>
  );
}

function Typed({ figure: { title, place, steps } }: { figure: SessionFigure }) {
  return (
    <figure className="code" data-language="session" data-session={place}>
      <figcaption>{title}</figcaption>
      {/* a long line scrolls in a box of its own that the keyboard reaches */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="group" aria-label={title}>
        <code>
          {steps.map((step, at) => (
            <Step key={at} step={step} />
          ))}
        </code>
      </pre>
    </figure>
  );
}

/** Virtual ms from which on it is worth saying how long a command took. */
const LONG = 1000;

/** Columns stay beside each other; text may break where the block ends. */
function isTable(output: string): boolean {
  return /\S {2,}\S|\t/.test(output);
}

function Step({ step }: { step: SessionStep }) {
  if ('remark' in step) return <span className="tok-comment">{`# ${step.remark}\n`}</span>;
  const { command, output, left, exit, ms } = step;
  const notes = [
    left > 0 && output !== '…' && `and ${count(left, 'more line')}`,
    exit !== 0 && `exit code ${exit}`,
    ms >= LONG && formatSeconds(ms),
  ].filter(Boolean);
  return (
    <>
      <span className="prompt">$ </span>
      <span className="typed">{command}</span>
      {'\n'}
      {output !== '' && <span className={isTable(output) ? undefined : 'wraps'}>{`${output}\n`}</span>}
      {notes.length > 0 && <span className="session-note">{`${notes.join(', ')}\n`}</span>}
    </>
  );
}
