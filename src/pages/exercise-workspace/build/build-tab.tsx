import { memo, useDeferredValue } from 'react';
import type { EvidenceView } from '../../../engine/grade/view.ts';
import type { Subject } from '../../../worker/client.ts';
import { Choose } from '../../../ui/radio-group/radio-group.tsx';
import type { Where } from '../checks/verdict.ts';
import { CacheChoice, baseName } from './cache/cache-choice.tsx';
import { CompareView } from './compare/compare-view.tsx';
import { InsideView } from './files/files-view.tsx';
import { SecretsView } from './secrets/secrets-view.tsx';
import type { ShownBuild } from './shown-build.ts';
import { StagesView } from './stages/stages-view.tsx';
import { StepsSection } from './steps/steps-section.tsx';
import { TimelineView } from './timeline/timeline-view.tsx';
import shared from './build.module.css';
import { cacheFiles, type BuildLook, type BuildViewName } from './use-build-view.ts';
import { useRebuild, type Rebuilt } from './use-rebuild.ts';

export interface BuildTabProps {
  view: EvidenceView;
  /** What `view` was built of. */
  subject: Subject;
  look: BuildLook;
  onGo(where: Where): void;
}

const NAMES: Readonly<Record<BuildViewName, string>> = {
  steps: 'Steps',
  timeline: 'Timeline',
  stages: 'Stages',
  inside: 'Inside',
  compare: 'Compare',
  secrets: 'Secrets',
};

/** The question that each view answers. */
const QUESTIONS: Readonly<Record<BuildViewName, string>> = {
  steps: 'What ran?',
  timeline: 'What took the time?',
  stages: 'What needs what?',
  inside: 'What did a step change?',
  compare: 'What is different?',
  secrets: 'Where did the secret go?',
};

/** One build, several questions: what ran and why, what took the time, what a step left, what is different, where secrets went. */
export const BuildTab = memo(function BuildTab({ view: newest, subject, look: chosen, onGo }: BuildTabProps) {
  // a build of 200 steps is drawn when nothing more urgent, such as a key, is there to be done
  const view = useDeferredValue(newest);
  const secrets = secretsOf(subject);
  const views = viewsOf(view, { look: chosen, secrets });
  const name = views.includes(chosen.view) ? chosen.view : 'steps';
  const look = { ...chosen, base: baseOf(name, chosen) };
  const rebuilt = useRebuild(subject, cacheFiles(look));
  return (
    <>
      <Choose
        label="View of the build"
        value={name}
        options={views.map((one) => [one, NAMES[one]] as const)}
        onChange={(next) => chosen.set({ view: next })}
      />
      <View {...{ view, subject, look, onGo, name, rebuilt, secrets }} />
    </>
  );
});

/** Ids of the secrets that the exercise declares. */
function secretsOf(subject: Subject): readonly string[] {
  if (!('exercise' in subject)) return [];
  return Object.keys(subject.exercise.secrets);
}

interface Having {
  readonly look: BuildLook;
  readonly secrets: readonly string[];
}

function viewsOf(view: EvidenceView, { look, secrets }: Having): readonly BuildViewName[] {
  const { before, starter } = look;
  return [
    'steps',
    ...(view.steps.length ? (['timeline', 'stages', 'inside'] as const) : []),
    ...(before || starter ? (['compare'] as const) : []),
    ...(secrets.length ? (['secrets'] as const) : []),
  ];
}

/** The cache that a view begins with: one that is not there is none, and a comparison needs one. */
function baseOf(name: BuildViewName, { base, before, starter }: BuildLook): BuildLook['base'] {
  const known = base === 'before' ? before : base === 'starter' ? starter : undefined;
  if (known) return base;
  if (name !== 'compare') return 'none';
  return before ? 'before' : 'starter';
}

interface ViewProps extends BuildTabProps {
  name: BuildViewName;
  rebuilt: Rebuilt;
  secrets: readonly string[];
}

function View(props: ViewProps) {
  const { name, look } = props;
  const question = name === 'steps' && look.base !== 'none' ? 'Why did it run again?' : QUESTIONS[name];
  return (
    <div className={shared.stack}>
      <h2 className={shared.question}>{question}</h2>
      <Answer {...props} />
    </div>
  );
}

function Answer({ view, subject, look, onGo, name, rebuilt, secrets }: ViewProps) {
  const dockerfile = subject.files['Dockerfile']?.text ?? '';
  const places = { dockerfile, onGo };
  if (name === 'inside') return <InsideView view={view} subject={subject} look={look} {...places} />;
  if (name === 'secrets') return <SecretsView view={view} secrets={secrets} {...places} />;
  const warm = look.base !== 'none';
  const { answer } = rebuilt;
  const choice = <CacheChoice look={look} compare={name === 'compare'} />;
  if (warm && !answer)
    return (
      <>
        {choice}
        <p className="q">{rebuilt.failed ? 'This build could not be worked out.' : 'Building…'}</p>
      </>
    );
  const shown: ShownBuild = { view: answer && warm ? answer.after : view, warm };
  return (
    <div className={shared.stack} aria-busy={(warm && !rebuilt.current) || undefined}>
      {choice}
      {name === 'steps' && <StepsSection {...{ shown, cold: view, subject, look, onGo, rebuilt }} />}
      {name === 'timeline' && <TimelineView view={shown.view} {...places} />}
      {name === 'stages' && <StagesView view={shown.view} {...places} />}
      {name === 'compare' && answer && <CompareView answer={answer} cold={view} name={baseName(look.base)} />}
    </div>
  );
}
