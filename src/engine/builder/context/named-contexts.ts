import { contextName, parseIgnore } from '../../dockerfile/index.ts';
import type { PlanStep } from '../../dockerfile/plan.ts';
import type { Tree } from '../../files/index.ts';
import { sendContext, type Sent } from './context.ts';
import type { Session } from '../session.ts';

/** A folder given with --build-context. */
export interface NamedContext {
  readonly sent: Sent;
  /** Text of the .dockerignore in its root. */
  readonly dockerignore: string | undefined;
  /** What is wrong with that. */
  readonly error: string | undefined;
}

/** The contexts of a build by the name under which a plan has them. Two names for one image are one context: the last counts. */
export function namedContexts(contexts: Readonly<Record<string, Tree>> = {}): ReadonlyMap<string, NamedContext> {
  return new Map(
    Object.entries(contexts).map(([written, tree]) => {
      const file = tree.stat('/.dockerignore');
      const dockerignore = file.ok ? file.value.content : undefined;
      const ignore = dockerignore === undefined ? undefined : parseIgnore(dockerignore);
      return [
        contextName(written) ?? written,
        { sent: sendContext(tree, ignore), dockerignore, error: ignore?.error },
      ] as const;
    }),
  );
}

/** The files behind a stage that a named context stands for; undefined for any other stage. */
export function contextTreeOf(
  { evaluation, named }: Pick<Session, 'evaluation' | 'named'>,
  stage: number,
): Tree | undefined {
  const name = evaluation.stages[stage]?.context;
  return name === undefined ? undefined : named.get(name)?.sent.tree;
}

/** The same, of a stage that adds nothing to it: its files are told apart by their content, like those of the build context. */
export function plainContext(session: Pick<Session, 'evaluation' | 'named'>, stage: number): Tree | undefined {
  const tree = contextTreeOf(session, stage);
  return tree && !hasSteps(session, stage) ? tree : undefined;
}

function hasSteps({ evaluation }: Pick<Session, 'evaluation'>, stage: number): boolean {
  return evaluation.steps.some((step) => step.stage === stage);
}

/**
 * The stages standing for named contexts whose files a step waits for: what it copies or mounts, and what its own stage is built on. Each is a
 * transfer of its own, also of the same folder (measured, golden/contexts.jsonl).
 */
export function namedSources(session: Pick<Session, 'evaluation'>, step: PlanStep): number[] {
  const { stages } = session.evaluation;
  const used =
    step.kind === 'run'
      ? step.mounts.map((mount) => mount.from)
      : step.kind === 'copy' || step.kind === 'add'
        ? [step.from]
        : [];
  const found = used.filter(
    (from): from is number =>
      typeof from === 'number' && stages[from]?.context !== undefined && !hasSteps(session, from),
  );
  let root = stages[step.stage];
  while (root?.baseStage !== undefined) root = stages[root.baseStage];
  return [...new Set([...found, ...(root?.context === undefined ? [] : [root.index])])];
}
