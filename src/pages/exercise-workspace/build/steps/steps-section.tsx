import type { EvidenceView } from '../../../../engine/grade/view.ts';
import type { Subject } from '../../../../worker/client.ts';
import { Button } from '../../../../ui/button/button.tsx';
import type { Where } from '../../checks/verdict.ts';
import { BuildFacts } from '../build-facts.tsx';
import type { ShownBuild } from '../shown-build.ts';
import { stepsAnswer, StepsView } from './steps-view.tsx';
import shared from '../build.module.css';
import styles from './steps-view.module.css';
import { cacheFiles, type BuildLook } from '../use-build-view.ts';
import type { Rebuilt } from '../use-rebuild.ts';

interface StepsSectionProps {
  shown: ShownBuild;
  cold: EvidenceView;
  subject: Subject;
  look: BuildLook;
  rebuilt: Rebuilt;
  onGo(where: Where): void;
}

/** The first answer: what ran, what did not and why; then the steps, and what came of them. */
export function StepsSection({ shown, cold, subject, look, rebuilt, onGo }: StepsSectionProps) {
  const dockerfile = subject.files['Dockerfile']?.text ?? '';
  const { lead, rest } = stepsAnswer(shown);
  const before = cacheFiles(look);
  return (
    <>
      <section>
        <p className={shared.answer}>{lead}</p>
        <p>
          {shown.warm
            ? `${rest ? `${rest}. ` : ''}${edited(rebuilt)}`
            : 'Simulated times of a build with an empty cache.'}
        </p>
        {!shown.warm && look.before && (
          <div className={`actions ${styles.ask}`}>
            <Button onClick={() => look.set({ base: 'before' })}>What would run again after the last edit</Button>
          </div>
        )}
      </section>
      {shown.view.error && (
        <section>
          <p className={shared.answer}>
            <code>{shown.view.error.message}</code>
          </p>
        </section>
      )}
      <section>
        <h3 className={shared.head}>Steps</h3>
        <StepsView shown={shown} dockerfile={dockerfile} onGo={onGo} explained={before && { subject, before }} />
      </section>
      <BuildFacts view={cold} dockerfile={dockerfile} onGo={onGo} />
    </>
  );
}

/** Which files differ from those of the build that left the cache. */
function edited({ answer }: Rebuilt): string {
  const files = answer?.files ?? [];
  if (files.length === 0) return 'The files are the same.';
  const words = { added: ' (new)', removed: ' (deleted)', changed: '' };
  const named = files.slice(0, 3).map(({ path, change }) => path + words[change]);
  return `Different: ${named.join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}.`;
}
