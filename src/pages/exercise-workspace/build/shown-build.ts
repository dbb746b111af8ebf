import type { BuildView } from '../../../worker/client.ts';

/** The build that the views show. */
export interface ShownBuild {
  readonly view: BuildView;
  /** It began with the cache of another build: steps may be cached, and those that ran say why. */
  readonly warm: boolean;
}
