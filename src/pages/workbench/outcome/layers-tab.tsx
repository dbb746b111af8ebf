import type { EvidenceView } from '../../../engine/grade/view.ts';
import { count, formatBytes } from '../../../ui/figures.ts';
import { LayerBars } from '../../../ui/layer-bars/layer-bars.tsx';
import styles from './outcome.module.css';

const LISTED = 150;

/** Where the bytes of the image are, layer by layer. */
export function LayersTab({ view }: { view: EvidenceView }) {
  if (!view.image)
    return (
      <section>
        <h2 className="sr">Layers</h2>
        <p className={styles.answer}>No image</p>
        <p>Its layers appear here as soon as the build succeeds.</p>
      </section>
    );
  const hidden = view.layers.reduce((sum, layer) => sum + layer.hidden, 0);
  const based = view.layers.filter((layer) => layer.origin === 'base');
  const base = based.reduce((sum, layer) => sum + layer.size, 0);
  return (
    <>
      <section>
        <h2 className="sr">Layers</h2>
        <p className={styles.answer}>
          {formatBytes(view.image.size, view.image.assumed)} in {count(view.layers.length, 'layer')}
        </p>
        <p>
          {formatBytes(
            base,
            based.some((layer) => layer.assumed),
          )}{' '}
          come with the base image.
          {hidden > 0 && ` ${formatBytes(hidden)} are hidden by later layers and ship all the same.`}
        </p>
      </section>
      <section>
        <h3 className={styles.section}>
          Layers <span>in the order they are written; one scale</span>
        </h3>
        <LayerBars
          layers={view.layers.slice(0, LISTED).map((layer, at) => ({
            id: `${at} ${layer.stepId ?? ''}`,
            title: layer.createdBy,
            size: layer.size,
            hidden: layer.hidden,
            assumed: layer.assumed,
            base: layer.origin === 'base',
          }))}
        />
        {view.layers.length > LISTED && (
          <p className="cap">
            The first {LISTED} of {view.layers.length} layers.
          </p>
        )}
      </section>
    </>
  );
}
