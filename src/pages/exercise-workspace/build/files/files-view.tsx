import { memo, useMemo } from 'react';
import { engine, useLive, type BuildView, type SceneAnswer, type Subject } from '../../../../worker/client.ts';
import { classNames } from '../../../../ui/class-names.ts';
import { FileTree } from '../../../../ui/file-tree/file-tree.tsx';
import { count, formatBytes, formatDuration } from '../../../../ui/format.ts';
import { Scrubber } from '../../../../ui/scrubber/scrubber.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import type { Where } from '../../checks/verdict.ts';
import { folderLoader } from './tree-items.ts';
import { LineLink, Mark } from '../step-marks.tsx';
import { stepParts } from '../step-name.ts';
import shared from '../build.module.css';
import styles from './files-view.module.css';
import type { BuildLook } from '../use-build-view.ts';

interface InsideViewProps {
  view: BuildView;
  subject: Subject;
  dockerfile: string;
  look: BuildLook;
  onGo(where: Where): void;
}

const NONE: readonly string[] = [];

interface Asked {
  readonly subject: Subject;
  readonly step: string;
}

function ask(question: Asked) {
  return engine().scene(question);
}

/** A slider over the steps: what stands after each of them, who runs it and where, with which variables. */
export const InsideView = memo(function InsideView({ view, subject, dockerfile, look, onGo }: InsideViewProps) {
  const { steps } = view;
  const names = useMemo(() => steps.map((step) => step.name), [steps]);
  const found = look.step === undefined ? -1 : names.indexOf(look.step);
  const at = found < 0 ? firstWritten(steps) : found;
  const step = steps[at];
  const id = step?.id ?? '';
  const question = useMemo(() => ({ subject, step: id }), [subject, id]);
  const scene = useLive(ask, step && question, 0);
  const load = useMemo(
    () => folderLoader(subject, { step: id }, { changes: look.changes, lane: 'step' }),
    [subject, id, look.changes],
  );
  if (!step) return <p className={shared.answer}>No step ran: there is nothing to look into.</p>;
  const { place, text } = stepParts(step.name);
  const current = scene.input?.step === id ? scene.answer : undefined;
  return (
    <div className={shared.stack}>
      <Scrubber label="Step" positions={names} at={at} onMove={(next) => look.set({ step: names[next] })} />
      <div className={styles.scene}>
        <Mark state={step.status} />
        <span className={shared.place}>
          {place} <LineLink line={step.line} endLine={step.endLine} dockerfile={dockerfile} onGo={onGo} />
        </span>
        <Code text={text} />
        <span className={classNames(shared.number, styles.number)}>{formatDuration(step.ms)}</span>
      </div>
      {step.status === 'failed' || step.status === 'canceled' ? (
        <p className="q">
          This step {step.status === 'failed' ? 'failed' : 'was canceled'}: it left nothing behind. The step before it
          shows what it began with.
        </p>
      ) : (
        <>
          <SceneFacts scene={current ?? scene.answer} />
          <section>
            <div className={shared.headRow}>
              <h3 className={shared.head}>Files after this step</h3>
              <ChangesOnly look={look} />
            </div>
            <FileTree
              label="Files after this step"
              load={load}
              opened={look.changes ? (current?.way ?? NONE) : NONE}
              empty={look.changes ? 'This step changed no file.' : 'There is no file yet.'}
            />
          </section>
          <ChangeKey />
        </>
      )}
    </div>
  );
});

/** The first step that wrote something: an empty one would show an empty page. */
function firstWritten(steps: BuildView['steps']): number {
  return Math.max(
    0,
    steps.findLastIndex((step) => step.size > 0),
  );
}

function SceneFacts({ scene }: { scene: SceneAnswer | undefined }) {
  if (!scene) return <p className="q">Reading…</p>;
  const { added, changed, removed, size, user, workdir, shell, env } = scene;
  const parts = [added && `${added} added`, changed && `${changed} changed`, removed && `${removed} removed`].filter(
    Boolean,
  );
  return (
    <div>
      <p>
        <b className={shared.answer}>{parts.length ? `Paths: ${parts.join(', ')}.` : 'No file changed.'}</b>{' '}
        <span className="q">{formatBytes(size)} in all.</span>
      </p>
      <p className="cap">
        User <code>{user || 'root'}</code>, folder <code>{workdir || '/'}</code>
        {shell.length > 0 && (
          <>
            , shell <code>{shell.join(' ')}</code>
          </>
        )}
        .
      </p>
      <details className="twin">
        <summary>{count(env.length, 'variable')}</summary>
        <ul className={styles.env}>
          {env.map(({ name, value, mark }) => (
            <li key={name}>
              <code>
                {name}={value}
              </code>
              {mark && <span className="q"> {mark === 'added' ? 'new here' : 'changed here'}</span>}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Whether trees show everything or only changes. */
export function ChangesOnly({ look }: { look: BuildLook }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={look.changes} onChange={(event) => look.set({ changes: event.target.checked })} />
      Changes only
    </label>
  );
}

/** What the marks of a file tree mean. */
export function ChangeKey() {
  return (
    <ul className={shared.key} aria-label="Key">
      <li>
        <b className={shared.added}>+</b> added
      </li>
      <li>
        <b className={shared.changed}>~</b> changed
      </li>
      <li>
        <b className={shared.removed}>−</b> <s>removed</s>
      </li>
      <li>
        <b>·</b> holds changes
      </li>
    </ul>
  );
}
