import { digestOf } from '../../base/digest.ts';
import type { PlanHistory } from '../../dockerfile/plan.ts';
import type { Image, ImageLayer, StageResult } from '../result.ts';
import type { Session, Stage } from '../session.ts';

/** The image that the target makes; undefined when the target has not been built. */
export function assembleImage(session: Session): Image | undefined {
  const { evaluation } = session;
  const target = evaluation.stages.find((stage) => stage.isTarget);
  const stage = target && session.stages.get(target.index);
  if (!target || !stage || stage.failed || !evaluation.image) return undefined;
  const layers = imageLayers(stage, target.history);
  const { history, image: config } = evaluation;
  return {
    tree: stage.tree,
    config,
    history,
    os: stage.os,
    platform: stage.platform,
    size: layers.reduce((sum, layer) => sum + layer.size, 0),
    assumed: stage.assumed,
    layers,
    id: digestOf(
      JSON.stringify(config),
      JSON.stringify(history),
      stage.platform,
      ...layers.map(({ layer }) => layer.id),
    ),
  };
}

/** Names layers by the history: each entry that is not empty made one. */
function imageLayers(stage: Stage, history: readonly PlanHistory[]): ImageLayer[] {
  const texts = history.filter((entry) => !entry.empty).map((entry) => entry.createdBy);
  const own = stage.layers.filter((layer) => layer.origin === 'step').length;
  let at = texts.length - own;
  return stage.layers.map((layer) => ({
    ...layer,
    createdBy: layer.origin === 'base' ? (layer.createdBy ?? '') : (texts[at++] ?? ''),
  }));
}

/** Every stage that was built to its end. */
export function stageResults(session: Session): StageResult[] {
  return [...session.stages.values()]
    .filter((stage) => !stage.failed)
    .map((stage) => ({
      index: stage.plan.index,
      name: stage.plan.name,
      tree: stage.tree,
      config: stage.plan.image,
      history: stage.plan.history,
      platform: stage.platform,
      os: stage.os,
    }));
}
