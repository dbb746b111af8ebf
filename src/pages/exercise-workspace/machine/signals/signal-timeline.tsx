import type { SignalStory } from '../../../../engine/docker/views/index.ts';
import { formatSeconds } from '../../../../ui/format.ts';
import { SwimKey, SwimLanes } from '../../../../ui/swim-lanes/swim-lanes.tsx';
import { Words } from '../../../../ui/inline-code/text-with-code.tsx';
import styles from './signals.module.css';

interface SignalTimelineProps {
  story: SignalStory;
  /** Milliseconds that the scale must hold; that of its own unless two are compared. */
  ms?: number;
  /** The twin is open from the beginning. */
  open?: boolean;
}

/** What signals did to the processes of a container, in lanes, and the same as a list. From plain data alone: lessons draw it when they are compiled. */
export function SignalTimeline({ story, ms = story.ms, open = false }: SignalTimelineProps) {
  const { lanes, lines, moreLanes } = story;
  return (
    <>
      <SwimLanes
        label={`Signal timeline of ${story.title}: ${plain(story.verdict.title)}. The list below it says the same.`}
        lanes={lanes}
        lines={lines}
        ms={ms}
      />
      <SwimKey lanes={lanes} />
      {moreLanes > 0 && <p className="cap">{moreLanes} more processes are not drawn; the list names them.</p>}
      <details className="twin" open={open}>
        <summary>The same in words</summary>
        <ol className={styles.steps}>
          {story.steps.map(({ at, text }, index) => (
            <li key={index}>
              <span className="num">{formatSeconds(at)}</span>{' '}
              <span>
                <Words text={text} />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function plain(text: string): string {
  return text.replaceAll('`', '');
}
