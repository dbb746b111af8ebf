import type { Dockerfile } from '../../dockerfile/syntax.ts';
import type { Session } from '../session.ts';

interface Setting {
  readonly line: number;
  readonly name: string;
}

const settings = new WeakMap<Dockerfile, Map<number, readonly Setting[]>>();

/**
 * The variables of a RUN as its key has them: in the order in which ENV and ARG set them last, those of the image first. So two ENV lines that change
 * places make a RUN run again. Source: moby/buildkit client/llb/meta.go `EnvList`; measured, golden/cache.jsonl `env-order`.
 */
export function orderedEnv(
  { dockerfile, evaluation }: Pick<Session, 'dockerfile' | 'evaluation'>,
  step: { readonly stage: number; readonly line: number; readonly env: Readonly<Record<string, string>> },
): Record<string, string> {
  const chain: number[] = [];
  for (let at: number | undefined = step.stage; at !== undefined; at = evaluation.stages[at]?.baseStage) chain.push(at);
  const order = new Map(Object.entries(step.env));
  for (const stage of chain.toReversed())
    for (const { line, name } of settingsOf(dockerfile, stage)) {
      if (stage === step.stage && line > step.line) break;
      const value = order.get(name);
      if (value === undefined) continue;
      order.delete(name);
      order.set(name, value);
    }
  return Object.fromEntries(order);
}

function settingsOf(dockerfile: Dockerfile, stage: number): readonly Setting[] {
  const known = settings.get(dockerfile) ?? new Map<number, readonly Setting[]>();
  settings.set(dockerfile, known);
  const found = known.get(stage) ?? readSettings(dockerfile, stage);
  known.set(stage, found);
  return found;
}

function readSettings(dockerfile: Dockerfile, stage: number): readonly Setting[] {
  return (dockerfile.stages[stage]?.instructions ?? []).flatMap((instruction) => {
    const { line } = instruction.node;
    if (instruction.kind === 'arg') return instruction.args.map(({ key }) => ({ line, name: key }));
    return instruction.kind === 'env' ? instruction.pairs.map(({ key }) => ({ line, name: key.value })) : [];
  });
}
