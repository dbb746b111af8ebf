import type { EvidenceView } from '../../../engine/grade/view.ts';
import { count, formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon/icon.tsx';
import { Code } from '../../../ui/inline-code/code.tsx';
import { lineAt, type Where } from '../checks/verdict.ts';
import shared from './build.module.css';
import styles from './build-facts.module.css';

interface BuildFactsProps {
  view: EvidenceView;
  dockerfile: string;
  onGo(where: Where): void;
}

/** What the image is configured as, what was sent to the builder, what is not simulated. */
export function BuildFacts({ view, dockerfile, onGo }: BuildFactsProps) {
  return (
    <>
      {view.image && <ImageFacts image={view.image} />}
      <ContextSection context={view.context} />
      <NotSimulated view={view} dockerfile={dockerfile} onGo={onGo} />
    </>
  );
}

function ImageFacts({ image }: { image: NonNullable<EvidenceView['image']> }) {
  const facts: readonly (readonly [name: string, ...values: readonly string[]])[] = [
    ['User', image.user || 'root'],
    ['Entrypoint', image.entrypoint.length ? JSON.stringify(image.entrypoint) : ''],
    ['Command', image.cmd.length ? JSON.stringify(image.cmd) : ''],
    ['Folder', image.workdir],
    ['Ports', image.ports.join(', ')],
    ['Environment', ...image.env],
    ['Platform', image.platform],
  ];
  return (
    <section>
      <h3 className={shared.head}>Image</h3>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, ...values]) => (
            <div key={name}>
              <dt>{name}</dt>
              {values.map((value) => (
                <dd key={value}>
                  <Code text={value} />
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </section>
  );
}

function ContextSection({ context }: { context: EvidenceView['context'] }) {
  return (
    <section>
      <h3 className={shared.head}>
        Context <span>after .dockerignore</span>
      </h3>
      <p className={shared.answer}>
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
                  <Code text={entry.path} />
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
function NotSimulated({ view, dockerfile, onGo }: BuildFactsProps) {
  if (view.notSimulated.length === 0) return null;
  return (
    <section>
      <h3 className={shared.head}>Not simulated</h3>
      <p className="cap">Docker knows these, Drydock does not model them. They are not held against the answer.</p>
      <ul className={styles.unknown}>
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
