import { emptyTree } from '../../files/index.ts';
import type { Tree } from '../../files/index.ts';
import { plainContext } from './named-contexts.ts';
import { imageKey, type Session } from '../session.ts';

/** A tree that COPY --from, ADD or a mount takes from; `unknown` when the image is not in the catalogue. */
export interface Source {
  readonly tree: Tree;
  readonly unknown: boolean;
  readonly failed: boolean;
  readonly untouched: boolean;
  /** Keys of the vertices that its files come from. */
  readonly after: readonly string[];
  /** True for what the client sends: the build context or a named one. */
  readonly context: boolean;
  /** Index of the stage for which a named context stands. */
  readonly place?: number;
  readonly name: string;
  /** True when a step of the stage did not ask the cache. */
  readonly fresh: boolean;
  /** What it is by definition; of the context nothing, since only its content counts. */
  readonly definition: string;
  /** Name for people and index, when it is a stage. */
  readonly stage?: { readonly index: number; readonly name: string };
}

/** What `from` of a step means. */
export function sourceOf(session: Session, from: number | string | undefined): Source {
  const none = { unknown: false, failed: false, untouched: false, after: [], context: false, fresh: false };
  if (from === undefined) return { ...none, tree: session.sent.tree, context: true, name: 'context', definition: '' };
  if (from === 'scratch') return { ...none, tree: emptyTree(), name: from, definition: from };
  if (typeof from === 'number') {
    const given = plainContext(session, from);
    const name = session.evaluation.stages[from]?.context;
    if (given && name !== undefined) return { ...none, tree: given, context: true, place: from, name, definition: '' };
    return stageSource(session, from);
  }
  const implicit = session.evaluation.stages.find((stage) => stage.baseName === from);
  const image = session.world.image(from, implicit?.platform ?? session.input.platform ?? 'linux/amd64');
  const definition = image ? imageKey(image) : from;
  const after = session.input.pullImages ? [definition] : [];
  return { ...none, tree: image?.tree ?? emptyTree(), unknown: !image, untouched: true, name: from, definition, after };
}

function stageSource(session: Session, from: number): Source {
  const stage = session.stages.get(from);
  const { tree, unknown, failed, after, untouched } = stage ?? { ...missing(), tree: emptyTree() };
  const name = stage?.plan.name || `stage ${from}`;
  const { definition = '', fresh = false } = stage ?? {};
  return {
    fresh,
    tree,
    unknown,
    failed,
    after,
    untouched,
    definition,
    context: false,
    name: String(from),
    stage: { index: from, name },
  };
}

function missing(): Pick<Source, 'unknown' | 'failed' | 'after' | 'untouched'> {
  return { unknown: false, failed: true, after: [], untouched: true };
}
