import { memo } from 'react';
import type { RebuildAnswer } from '../../../../worker/client.ts';
import { count, formatBytes, formatDuration } from '../../../../ui/format.ts';
import { SizeBars } from '../../../../ui/size-bars/size-bars.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import { layerPairs, stepFate, stepPairs } from './compare.ts';
import { Mark } from '../step-marks.tsx';
import shared from '../build.module.css';
import styles from './compare-view.module.css';

interface CompareViewProps {
  answer: RebuildAnswer;
  /** The cold build of the files now. */
  cold: RebuildAnswer['after'];
  /** What the earlier build is called: "before", "starter". */
  name: string;
}

/** Two builds side by side: sizes, times, which steps run again, which layers differ. */
export const CompareView = memo(function CompareView({ answer, cold, name }: CompareViewProps) {
  const { before, after, files } = answer;
  return (
    <>
      <p>
        <b className={shared.answer}>{answerOf(answer)}</b>{' '}
        <span className="q">{files.length ? 'Different: ' : 'The files are the same.'}</span>
        {files.length > 0 && <ChangedFiles files={files} />}
      </p>
      {before.image && after.image && (
        <SizeBars
          bars={[
            { label: name, size: before.image.size, assumed: before.image.assumed },
            { label: 'now', size: after.image.size, assumed: after.image.assumed, tone: 'now' },
          ]}
        />
      )}
      <FiguresTable answer={answer} cold={cold} name={name} />
      <StepTable answer={answer} name={name} />
      <LayerTable answer={answer} name={name} />
    </>
  );
});

function answerOf({ before, after, files }: RebuildAnswer): string {
  if (after.status !== 'built') return 'The build fails now.';
  if (files.length === 0) return 'The same build.';
  const again = count(after.steps.filter((step) => step.status === 'ran').length, 'step');
  if (!before.image || !after.image) return `${again} run again.`;
  const more = after.image.size - before.image.size;
  const size =
    more === 0 ? 'The size is the same' : `${formatBytes(Math.abs(more))} ${more > 0 ? 'larger' : 'smaller'}`;
  return `${size}; ${again} ran again.`;
}

const MOST_FILES = 8;

function ChangedFiles({ files }: Pick<RebuildAnswer, 'files'>) {
  const words = { added: ' (new)', removed: ' (deleted)', changed: '' };
  return (
    <span className="q">
      {files.slice(0, MOST_FILES).map(({ path, change }, at) => (
        <span key={path}>
          {at > 0 && ', '}
          <code>{path}</code>
          {words[change]}
        </span>
      ))}
      {files.length > MOST_FILES && ` and ${files.length - MOST_FILES} more`}.
    </span>
  );
}

type View = RebuildAnswer['after'];

function imageSize({ image }: View): string {
  return image ? formatBytes(image.size, image.assumed) : 'no image';
}

function hiddenSize({ layers }: View): string {
  return formatBytes(layers.reduce((sum, layer) => sum + layer.hidden, 0));
}

function FiguresTable({ answer: { before, after }, cold, name }: CompareViewProps) {
  const rows: readonly (readonly [string, string, string])[] = [
    ['Image', imageSize(before), imageSize(after)],
    ['Hidden bytes', hiddenSize(before), hiddenSize(after)],
    ['Layers', String(before.layers.length), String(after.layers.length)],
    ['Steps', String(before.steps.length), String(after.steps.length)],
    ['Empty cache', formatDuration(before.ms), formatDuration(cold.ms)],
    ['After the edit', '', formatDuration(after.ms)],
  ];
  return (
    <table className="tb">
      <caption className="sr">Figures of both builds</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="r">
            {name}
          </th>
          <th scope="col" className="r">
            now
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, old, now]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td className="r">{old}</td>
            <td className="r">{now}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const LISTED = 500;

function StepTable({ answer: { before, after }, name }: Pick<CompareViewProps, 'answer' | 'name'>) {
  const all = stepPairs(before, after);
  return (
    <section>
      <h3 className={shared.head}>
        Steps <span>after the build {name === 'starter' ? 'of the starter' : 'before'}</span>
      </h3>
      <ul className={styles.compared}>
        {all.slice(0, LISTED).map((pair, at) => {
          const step = pair.after ?? pair.before;
          const fate = stepFate(pair);
          return (
            <li key={`${step?.id} ${at}`}>
              <Mark state={pair.after ? pair.after.status : 'skipped'} />
              <Code text={step?.name ?? ''} />
              <span className={shared.number}>
                {fate === 'ran' ? 'ran again' : fate === 'new' ? `new, ${pair.after?.status}` : fate}
              </span>
            </li>
          );
        })}
      </ul>
      {all.length > LISTED && (
        <p className="cap">
          The first {LISTED} of {all.length.toLocaleString('en')} steps.
        </p>
      )}
    </section>
  );
}

function LayerTable({ answer: { before, after }, name }: Pick<CompareViewProps, 'answer' | 'name'>) {
  const all = layerPairs(before, after);
  const different = all.filter((pair) => pair.before?.size !== pair.after?.size);
  // a build that fails has no layers: all of them would be “gone”
  if (!before.image || !after.image) return null;
  return (
    <section>
      <h3 className={shared.head}>
        Layers{' '}
        <span>
          {all.length - different.length > 0 && `${all.length - different.length} of the same size are left out`}
        </span>
      </h3>
      {different.length === 0 ? (
        <p className="q">Every layer has the size it had.</p>
      ) : (
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col" className="r">
                {name}
              </th>
              <th scope="col" className="r">
                now
              </th>
            </tr>
          </thead>
          <tbody>
            {different.map((pair, at) => (
              <tr key={`${at} ${pair.after?.stepId ?? pair.before?.stepId ?? ''}`}>
                <th scope="row">
                  <Code text={layerName((pair.after ?? pair.before)?.createdBy ?? '')} />
                </th>
                <td className="r">{pair.before ? formatBytes(pair.before.size, pair.before.assumed) : 'none'}</td>
                <td className="r">{pair.after ? formatBytes(pair.after.size, pair.after.assumed) : 'none'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** The command of a layer as it was written, without what BuildKit puts around it. */
export function layerName(createdBy: string): string {
  return createdBy.replace(/ # buildkit$/, '').replace(/^RUN \/bin\/sh -c /, 'RUN ');
}
