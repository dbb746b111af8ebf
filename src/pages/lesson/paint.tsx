import { renderToStaticMarkup } from 'react-dom/server';
import type { BuildFigure, FigureView } from '../../content/index.ts';
import { count, formatBytes } from '../../ui/format.ts';
import { Graph } from '../../ui/graph/graph.tsx';
import { LayerBars } from '../../ui/layer-bars/layer-bars.tsx';
import { drawingOf, wordsOf } from '../exercise-workspace/checks/stages.ts';
import { CacheMatrix } from './cache-matrix.tsx';
import { Predict } from './predict.tsx';
import { Session } from './session.tsx';
import { Timeline } from './timeline.tsx';

/**
 * What a lesson's blocks ask for as HTML: drawings of their build, questions, tables. Runs when the lesson is compiled (content/compile/plugin.ts), so that they stand in the
 * page without any script; `id` keeps their ids apart. The classes are those of the components, see lesson.tsx.
 */
export function paint(figure: FigureView, id: string): string {
  return renderToStaticMarkup(<Figure figure={figure} />, { identifierPrefix: `${id}-` });
}

function Figure({ figure }: { figure: FigureView }) {
  if (figure.kind === 'predict')
    return (
      <Predict
        figure={figure}
        drawing={figure.drawn.map((drawn, at) => (
          <Figure key={at} figure={drawn} />
        ))}
      />
    );
  if (figure.kind === 'session') return <Session figure={figure} />;
  if (figure.kind === 'cache-matrix') return <CacheMatrix figure={figure} />;
  const { draws } = figure;
  return (
    <>
      {draws.includes('stages') && <Stages figure={figure} />}
      {draws.includes('layers') && <Layers figure={figure} />}
      {draws.includes('timeline') && <Timeline figure={figure} />}
    </>
  );
}

function Stages({ figure }: { figure: BuildFigure }) {
  const words = wordsOf(figure);
  const skipped = figure.stages.filter((stage) => stage.status === 'skipped').length;
  return (
    <figure className="drawing">
      <figcaption>
        <b>The stages of the file above.</b> Solid: built.{skipped > 0 && ' Dashed: skipped.'} Double line: target.
      </figcaption>
      <Graph
        label={`Stage graph: ${words.map(({ name, text }) => `${name}: ${text}`).join(' ')}`}
        {...drawingOf(figure)}
      />
      <details className="twin">
        <summary>The same in words</summary>
        <ol>
          {words.map(({ index, name, text }) => (
            <li key={index}>
              <b>{name}</b>: {text}
            </li>
          ))}
        </ol>
      </details>
    </figure>
  );
}

function Layers({ figure: { layers, image } }: { figure: BuildFigure }) {
  if (!image) return null;
  return (
    <figure className="drawing">
      <figcaption>
        <b>
          {formatBytes(image.size, image.assumed)} in {count(layers.length, 'layer')}.
        </b>{' '}
        As <code>docker images</code> counts, uncompressed{image.assumed && '; ≈ marks an assumed figure'}. Outlined:
        from the base image.
      </figcaption>
      <LayerBars
        layers={layers.map(({ createdBy, origin, size, hidden, assumed, stepId }, at) => ({
          id: `${at} ${stepId ?? ''}`,
          title: createdBy.replace(/ # buildkit$/, '').replace(/^RUN \/bin\/sh -c /, 'RUN '),
          size,
          // a base image always hides a few bytes of its own; they are not worth a line
          hidden: hidden > size / 100 ? hidden : 0,
          assumed,
          base: origin === 'base',
        }))}
      />
    </figure>
  );
}
