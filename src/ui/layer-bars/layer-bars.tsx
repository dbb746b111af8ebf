import type { ReactNode } from 'react';
import { formatBytes } from '../format.ts';
import { classNames } from '../class-names.ts';
import styles from './layer-bars.module.css';

export interface LayerBar {
  readonly id: string;
  readonly title: string;
  /** Bytes. */
  readonly size: number;
  readonly assumed?: boolean;
  /** Drawn as an outline: it comes from elsewhere (a base image). */
  readonly base?: boolean;
  /** Bytes of `size` that a later layer hides, and what hides them. */
  readonly hidden?: number;
  readonly hiddenBy?: string | undefined;
  /** What stands below the bar. */
  readonly more?: ReactNode;
}

/**
 * Layers in the order they are written, base first; length is size on one scale. Numbers and the words about hidden
 * bytes stand in the rows, so the list is its own text twin.
 */
export function LayerBars({ layers }: { layers: readonly LayerBar[] }) {
  const longest = Math.max(1, ...layers.map((layer) => layer.size));
  const share = (bytes: number) => ({ '--w': `${(100 * bytes) / longest}%` }) as React.CSSProperties;
  return (
    <ol className={styles.layers}>
      {layers.map((layer) => {
        const hidden = layer.hidden ?? 0;
        return (
          <li key={layer.id}>
            <code title={layer.title}>{layer.title}</code>
            <span className={styles.value}>{formatBytes(layer.size, layer.assumed)}</span>
            {layer.size > 0 && (
              <span className={styles.track} aria-hidden="true">
                {layer.size - hidden > 0 && (
                  <i className={classNames(styles.bar, layer.base && styles.base)} style={share(layer.size - hidden)} />
                )}
                {hidden > 0 && (
                  <i className={classNames(styles.bar, styles.waste)} style={share(hidden)}>
                    <svg viewBox="0 0 10 10" preserveAspectRatio="none">
                      <path d="M0 10 10 0" vectorEffect="non-scaling-stroke" />
                    </svg>
                  </i>
                )}
              </span>
            )}
            {hidden > 0 && (
              <span className={styles.note}>
                {formatBytes(hidden)} of it hidden{layer.hiddenBy ? ` by ${layer.hiddenBy}` : ' by a later layer'}
              </span>
            )}
            {layer.more && <div className={styles.more}>{layer.more}</div>}
          </li>
        );
      })}
    </ol>
  );
}
