import type { MachineFigure } from '../../content/index.ts';
import { Words } from '../../ui/words/words.tsx';
import { SignalTimeline } from '../workbench/machine/signals/signal-timeline.tsx';

/** A machine as a session left it: what signals did. Drawn when the lesson is compiled. */
export function Machine({ figure: { stories } }: { figure: MachineFigure }) {
  const ms = Math.max(...stories.map((story) => story.ms));
  return (
    <>
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
