import { memo, useDeferredValue, useMemo, useState } from 'react';
import type { EvidenceView } from '../../../../engine/grade/view.ts';
import type { Subject } from '../../../../worker/client.ts';
import { FileTree } from '../../../../ui/file-tree/file-tree.tsx';
import { count, formatBytes } from '../../../../ui/format.ts';
import { LayerBars } from '../../../../ui/layer-bars/layer-bars.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import type { Where } from '../../checks/verdict.ts';
import { layerName } from '../compare/compare-view.tsx';
import { folderLoader } from '../files/tree-items.ts';
import { ChangeKey, ChangesOnly } from '../files/files-view.tsx';
import { Key, LineLink } from '../step-marks.tsx';
import shared from '../build.module.css';
import styles from './layers-view.module.css';
import type { BuildLook } from '../use-build-view.ts';
import { wasteRows } from './waste.ts';

interface LayersTabProps {
  view: EvidenceView;
  subject: Subject;
  look: BuildLook;
  onGo(where: Where): void;
}

const LISTED = 250;

/** Where the bytes of the image are, layer by layer, with the files of each, and which of them are stored in vain. */
export const LayersTab = memo(function LayersTab({ view: newest, subject, look, onGo }: LayersTabProps) {
  const view = useDeferredValue(newest);
  if (!view.image)
    return (
      <section>
        <h2 className={shared.question}>What does it weigh?</h2>
        <p className={shared.answer}>No image</p>
        <p>Its layers appear here as soon as the build succeeds.</p>
      </section>
    );
  const based = view.layers.filter((layer) => layer.origin === 'base');
  const base = based.reduce((sum, layer) => sum + layer.size, 0);
  const { wasted = 0, efficiency = 1 } = view.waste ?? {};
  return (
    <>
      <section>
        <h2 className={shared.question}>What does it weigh?</h2>
        <p className={shared.answer}>
          {formatBytes(view.image.size, view.image.assumed)} in {count(view.layers.length, 'layer')}
        </p>
        <p>
          {base > 0 &&
            `${formatBytes(
              base,
              based.some((layer) => layer.assumed),
            )} come with the base image. `}
          {wasted > 0
            ? `${formatBytes(wasted)} are stored in vain: later layers hide them, and they ship all the same. Efficiency ${percent(efficiency)}.`
            : 'No byte is stored in vain.'}
        </p>
      </section>
      <section>
        <h3 className={shared.head}>
          Layers <span>in the order they are written; one scale</span>
        </h3>
        <Key
          of={[
            ...(based.length ? [['base', 'base image'] as const] : []),
            ['ran', 'visible'],
            ...(view.layers.some((layer) => layer.hidden > 0) ? [['failed', 'hidden by a later layer'] as const] : []),
          ]}
        />
        <LayerList view={view} subject={subject} look={look} onGo={onGo} />
        {view.layers.length > LISTED && (
          <p className="cap">
            The first {LISTED} of {view.layers.length} layers.
          </p>
        )}
      </section>
      {view.waste && <WastedFiles waste={view.waste} />}
    </>
  );
});

function percent(share: number): string {
  const value = 100 * share;
  return `${value > 99 && value < 100 ? Math.floor(value * 10) / 10 : Math.round(value)}\u00a0%`;
}

function LayerList({ view, subject, look, onGo }: LayersTabProps) {
  const dockerfile = subject.files['Dockerfile']?.text ?? '';
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const toggle = (at: number) =>
    setOpened((now) => {
      const next = new Set(now);
      if (!next.delete(at)) next.add(at);
      return next;
    });
  return (
    <LayerBars
      layers={view.layers.slice(0, LISTED).map((layer, at) => ({
        id: `${at} ${layer.stepId ?? ''}`,
        title: layerName(layer.createdBy),
        size: layer.size,
        hidden: layer.hidden,
        assumed: layer.assumed,
        base: layer.origin === 'base',
        more: (
          <>
            <div className={styles.layer}>
              <button type="button" className={styles.opener} aria-expanded={opened.has(at)} onClick={() => toggle(at)}>
                Layer {at + 1}: files
              </button>
              {layer.line !== undefined && <LineLink line={layer.line} dockerfile={dockerfile} onGo={onGo} />}
            </div>
            {opened.has(at) && <LayerFiles at={at} subject={subject} look={look} />}
          </>
        ),
      }))}
    />
  );
}

function LayerFiles({ at, subject, look }: { at: number; subject: Subject; look: BuildLook }) {
  const load = useMemo(
    () => folderLoader(subject, { layer: at }, { changes: look.changes, lane: `layer ${at}` }),
    [subject, at, look.changes],
  );
  return (
    <div className={shared.stack}>
      <ChangesOnly look={look} />
      <FileTree label={`Files of layer ${at + 1}`} load={load} empty="This layer holds no file." />
      <ChangeKey />
    </div>
  );
}

const WASTED = 30;

function WastedFiles({ waste: { files, wasted, count: all } }: { waste: NonNullable<EvidenceView['waste']> }) {
  const rows = wasteRows(files);
  if (rows.length === 0) return null;
  const left = all - rows.slice(0, WASTED).reduce((sum, row) => sum + row.files, 0);
  return (
    <section>
      <h3 className={shared.head}>
        Stored in vain <span>{formatBytes(wasted)}</span>
      </h3>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col" className="r">
              In vain
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, WASTED).map((row) => (
            <tr key={`${row.path} ${row.why}`}>
              <th scope="row">
                <Code text={row.path} />
                {row.files > 1 && ` ${count(row.files, 'file')}`}
                <br />
                <span className="q">{row.why}</span>
              </th>
              <td className="r">{formatBytes(row.wasted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="cap">{left.toLocaleString('en')} smaller files are left out.</p>}
    </section>
  );
}
