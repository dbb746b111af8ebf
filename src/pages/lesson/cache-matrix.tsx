import type { MatrixFigure } from '../../content/index.ts';
import { formatDuration, formatSeconds } from '../../ui/format.ts';
import { Code } from '../../ui/inline-code/code.tsx';
import { Words } from '../../ui/inline-code/text-with-code.tsx';

/** Steps down, edits across: what runs again after which edit, and what it costs. A table, so it is its own text twin. */
export function CacheMatrix({ figure: { title, edits, rows, cold } }: { figure: MatrixFigure }) {
  return (
    <figure className="drawing matrix">
      <figcaption>
        <b>{title}</b> Solid: runs again. Hatched: from the cache. Without a cache, the build takes{' '}
        {formatSeconds(cold)}, in simulated time.
      </figcaption>
      {/* a wide table scrolls in a box of its own that the keyboard reaches */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table" tabIndex={0} role="group" aria-label="Table">
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              {edits.map(({ name }) => (
                <th key={name} scope="col">
                  <Words text={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ step, ran }) => (
              <tr key={step}>
                <th scope="row">
                  <Code text={step} title={step} />
                </th>
                {ran.map((again, at) => (
                  <td key={edits[at]?.name}>
                    <i className={again ? 'ran' : 'cached'} aria-hidden="true" />
                    {again ? 'runs' : 'cached'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Second build</th>
              {edits.map(({ name, ms }) => (
                <td key={name}>{formatDuration(ms)}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </figure>
  );
}
