import type { MachineFigure } from '../../content/index.ts';
import { RailMapDrawing } from '../../ui/rail-map/rail-map.tsx';
import { Words } from '../../ui/inline-code/text-with-code.tsx';
import { drawingOf, portOf } from '../exercise-workspace/machine/map/map-drawing.ts';
import {
  inOneSentence,
  networkRows,
  publishedWords,
  sourceOf,
  stateOf,
} from '../exercise-workspace/machine/map/map-labels.ts';
import { SignalTimeline } from '../exercise-workspace/machine/signals/signal-timeline.tsx';

type HostMap = NonNullable<MachineFigure['map']>;

/** A machine as a session left it: who is attached to what, and what signals did. Drawn when the lesson is compiled. */
export function Machine({ figure: { map, stories } }: { figure: MachineFigure }) {
  const ms = Math.max(...stories.map((story) => story.ms));
  return (
    <>
      {map && <Map map={map} />}
      {stories.map((story) => (
        <figure key={story.run.key} className="drawing">
          <figcaption>
            <b>
              {stories.length > 1 && `${story.title}: `}
              <Words text={story.verdict.title} />.
            </b>{' '}
            <Words text={story.verdict.why} />
          </figcaption>
          <SignalTimeline story={story} ms={ms} />
        </figure>
      ))}
    </>
  );
}

function Map({ map }: { map: HostMap }) {
  return (
    <figure className="drawing">
      <figcaption>
        <b>{inOneSentence(map)}</b> {publishedWords(map)}
      </figcaption>
      <RailMapDrawing
        map={drawingOf(map)}
        label="Map of networks, containers and mounts; the table below says the same"
      />
      <details className="twin">
        <summary>The same as a table</summary>
        <Table map={map} />
      </details>
    </figure>
  );
}

const HEADS = ['Container', 'State', 'Networks', 'Published', 'Mounts'];

function Table({ map }: { map: HostMap }) {
  return (
    // a wide table scrolls in a box of its own that the keyboard reaches
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.containers.map((container) => (
            <tr key={container.id}>
              <th scope="row">{container.name}</th>
              <td>{stateOf(container)}</td>
              <td>{networkRows(container).map(networkWords).join('; ')}</td>
              <td>
                {container.ports.map((port) => `${portOf(port)} → ${port.port}/${port.protocol}`).join(', ') || '–'}
              </td>
              <td>{container.mounts.map(mountWords).join('; ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function networkWords({ name, address, names }: ReturnType<typeof networkRows>[number]): string {
  return [name, ...(address === '–' ? [] : [address]), ...(names === '–' ? [] : [`as ${names}`])].join(' ');
}

function mountWords(mount: HostMap['containers'][number]['mounts'][number]): string {
  return `${sourceOf(mount)} at ${mount.target}${mount.readonly ? ', read-only' : ''}`;
}
