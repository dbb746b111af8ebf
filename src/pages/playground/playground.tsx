import { Button } from '../../ui/button/button.tsx';
import { Boundary } from '../failure/boundary.tsx';
import { Head } from '../head.tsx';
import { useOverlay } from '../shell/overlay.ts';
import { TopBar } from '../shell/top-bar.tsx';
import { AttemptFailure } from '../exercise-workspace/attempt-failure.tsx';
import { SavingWord } from '../exercise-workspace/saving.tsx';
import styles from '../exercise-workspace/workspace.module.css';
import { PLAYGROUND, usePlayground } from './use-playground.ts';
import { Workspace } from './playground-panes.tsx';

const DESCRIPTION = 'A Dockerfile and files of your own, built by a simulated BuildKit in the page.';

/** A Dockerfile and files of one's own, with the same tools. */
export function Page() {
  return (
    <Boundary id={PLAYGROUND} fallback={AttemptFailure}>
      <Playground />
    </Boundary>
  );
}

function Playground() {
  const desk = usePlayground();
  const open = useOverlay();
  return (
    <div className={styles.frame}>
      <Head title="Playground" description={DESCRIPTION} path="/playground/" />
      <TopBar
        here="Playground"
        keepHere
        end={
          <>
            <SavingWord state={desk.state} guest={desk.foreign} />
            <Button look="quiet" className="needs-script" onClick={() => open('search')}>
              Search
            </Button>
            <Button
              look="quiet"
              className="wide needs-script"
              aria-label="Keyboard shortcuts"
              onClick={() => open('shortcuts')}
            >
              ?
            </Button>
          </>
        }
      />
      <Workspace desk={desk} />
    </div>
  );
}
