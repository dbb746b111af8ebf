import type { EvidenceView } from '../../../engine/grade/view.ts';
import { classNames } from '../../../ui/class-names.ts';
import { count, formatBytes, formatSeconds } from '../../../ui/figures.ts';
import { Icon } from '../../../ui/icon/icon.tsx';
import { lineAt, type Where } from '../verdict.ts';
import styles from './outcome.module.css';

const LISTED = 300;

/** The steps of the build in order, what was sent to it, what the image is configured as, what is not simulated. */
export function BuildTab({
  view,
  dockerfile,
  onGo,
}: {
  view: EvidenceView;
  dockerfile: string;
  onGo(where: Where): void;
}) {
  const skipped = view.stages.filter((stage) => stage.status === 'skipped').length;
  const ran = view.steps.filter((step) => step.status === 'ran').length;
  return (
    <>
      <section>
        <h2 className="sr">Build</h2>
        <p className={styles.answer}>
          {view.status === 'built' ? 'Built' : view.status === 'failed' ? 'Failed' : 'Not built'}: {count(ran, 'step')}{' '}
          ran
          {skipped > 0 && `, ${count(skipped, 'stage')} skipped`}, {formatSeconds(view.ms)}
        </p>
        <p>Simulated times of a build with a cold cache.</p>
      </section>
      {view.error && (
        <section>
          <p className={styles.answer}>
            <code>{view.error.message}</code>
          </p>
        </section>
      )}
      <section>
        <h3 className={styles.section}>Steps</h3>
        <ol className={styles.steps}>
          {view.steps.slice(0, LISTED).map((step) => (
            <li key={step.id}>
              <i className={classNames(styles.mark, styles[step.status])} aria-hidden="true" />
              <code>{step.name}</code>
              <span className={styles.number}>{formatSeconds(step.ms)}</span>
              <small>
                {step.status}
                {step.exit > 0 && `, exit code ${step.exit}`}
                {step.size > 0 && `, ${formatBytes(step.size)}`}
                {step.platform !== 'linux/amd64' && `, on ${step.platform}`}
              </small>
            </li>
          ))}
        </ol>
        {view.steps.length > LISTED && (
          <p className="cap">
            The first {LISTED} of {view.steps.length} steps.
          </p>
        )}
      </section>
      {view.image && <ImageFacts image={view.image} />}
      <ContextSection context={view.context} />
      <NotSimulated view={view} dockerfile={dockerfile} onGo={onGo} />
    </>
  );
}

function ImageFacts({ image }: { image: NonNullable<EvidenceView['image']> }) {
  const facts: readonly (readonly [string, string])[] = [
    ['User', image.user || 'root'],
    ['Entrypoint', image.entrypoint.length ? JSON.stringify(image.entrypoint) : ''],
    ['Command', image.cmd.length ? JSON.stringify(image.cmd) : ''],
    ['Folder', image.workdir],
    ['Ports', image.ports.join(', ')],
    ['Environment', image.env.join(', ')],
    ['Platform', image.platform],
  ];
  return (
    <section>
      <h3 className={styles.section}>Image</h3>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function ContextSection({ context }: { context: EvidenceView['context'] }) {
  return (
    <section>
      <h3 className={styles.section}>
        Context <span>after .dockerignore</span>
      </h3>
      <p className={styles.answer}>
        {count(context.files, 'file')}, {formatBytes(context.bytes)}
      </p>
      <details className="twin">
        <summary>The largest files</summary>
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">Path</th>
              <th scope="col" className="r">
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {context.largest.slice(0, 30).map((entry) => (
              <tr key={entry.path}>
                <th scope="row">
                  <code>{entry.path}</code>
                  {entry.files > 1 && ` (${count(entry.files, 'file')})`}
                </th>
                <td className="r">{formatBytes(entry.size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** What Docker would do and Drydock does not model; it is never held against the answer. */
function NotSimulated({
  view,
  dockerfile,
  onGo,
}: {
  view: EvidenceView;
  dockerfile: string;
  onGo(where: Where): void;
}) {
  if (view.notSimulated.length === 0) return null;
  return (
    <section>
      <h3 className={styles.section}>Not simulated</h3>
      <p className="cap">Docker knows these, Drydock does not model them. They are not held against the answer.</p>
      <ul className={styles.steps}>
        {view.notSimulated.slice(0, 50).map(({ what, span }, at) => (
          <li key={`${what} ${span?.start ?? at}`}>
            <Icon name="unsim" tone="unsim" />
            <span>{what}</span>
            {span ? (
              <a
                href="#editor"
                onClick={(event) => {
                  event.preventDefault();
                  onGo({ file: 'Dockerfile', span, line: lineAt(dockerfile, span.start) });
                }}
              >
                line {lineAt(dockerfile, span.start)}
              </a>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
