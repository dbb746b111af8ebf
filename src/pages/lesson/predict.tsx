import { useId, type ReactNode } from 'react';
import type { PredictFigure } from '../../content/index.ts';
import { Words } from '../../ui/inline-code/text-with-code.tsx';

/**
 * A question with its options and, closed, the answer. Readable without any script; with one, prose/predict.ts marks what
 * was chosen: it finds its way by the classes and by `data-right`.
 */
export function Predict({ figure, drawing }: { figure: PredictFigure; drawing: ReactNode }) {
  const { title, question, code, options, because } = figure;
  const id = useId();
  return (
    <figure className="predict">
      <figcaption>{title}</figcaption>
      {code && <div className="predict-code" dangerouslySetInnerHTML={{ __html: code }} />}
      <fieldset>
        <legend>
          <Words text={question} />
        </legend>
        <ul>
          {options.map(({ label, right }, at) => (
            <li key={label} data-right={right}>
              <input type="checkbox" id={`${id}${at}`} />
              <label htmlFor={`${id}${at}`}>
                <Words text={label} />
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="predict-check needs-script">
        <button type="button" data-act="check">
          Check the prediction
        </button>
        <span role="status" />
      </div>
      <details className="twin">
        <summary>Answer</summary>
        <div>
          <ul>
            {options.map(({ label, why }) => (
              <li key={label}>
                <span className="predict-of">
                  <Words text={label} />:{' '}
                </span>
                <Words text={why} />
              </li>
            ))}
          </ul>
          <div className="predict-because">
            {because && <div dangerouslySetInnerHTML={{ __html: because }} />}
            {drawing}
          </div>
        </div>
      </details>
    </figure>
  );
}
