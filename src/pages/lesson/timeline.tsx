import type { BuildFigure } from '../../content/index.ts';
import { formatDuration, formatSeconds } from '../../ui/format.ts';

/** Steps in the order they start, each as a bar on one axis of simulated time. Names and numbers stand in the rows. */
export function Timeline({ figure: { times, ms } }: { figure: BuildFigure }) {
  const share = (time: number) => `${((100 * time) / Math.max(1, ms)).toFixed(2)}%`;
  return (
    <figure className="drawing timeline">
      <figcaption>
        <b>{formatSeconds(ms)} in simulated time.</b> Solid: the critical path, which only a shorter step on it would
        shorten. Outlined: work beside it.
      </figcaption>
      <ol>
        {times.map(({ step, start, end, critical }) => (
          <li key={step}>
            <code title={step}>{step}</code>
            <span className="track" aria-hidden="true">
              <i
                className={critical ? 'critical' : ''}
                style={{ marginInlineStart: share(start), inlineSize: share(end - start) }}
              />
            </span>
            <span className="num">
              {formatDuration(end - start)}
              <span className="sr">
                , from {formatDuration(start)}
                {critical && ', on the critical path'}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
