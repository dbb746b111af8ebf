import type { Cause } from '../../../../engine/builder/explain/cause.ts';

/** A cause in words, for "Ran because …", with code between backticks. */
export function causeWords(cause: Cause): string {
  switch (cause.kind) {
    case 'first':
      return 'no build came before it';
    case 'new':
      return 'no step like it was there before';
    case 'instruction':
      return `its instruction changed; it was \`${inShort(cause.was)}\``;
    case 'file':
      return fileWords(cause);
    case 'arg':
    case 'env':
      return valueWords(cause);
    case 'step':
      return `\`${cause.name}\` gave a different result`;
    case 'base':
      if (cause.from === cause.to) return `another image stands behind \`${cause.to}\``;
      return `the base image changed from \`${cause.from}\` to \`${cause.to}\``;
    case 'platform':
      return `the platform changed from \`${cause.from}\` to \`${cause.to}\``;
    case 'no-cache':
      return '`--no-cache` asks for it';
    case 'context':
      return `it stands on the context \`${cause.name}\`, which is taken for new in each build`;
    case 'pruned':
      return 'its result is not in the cache any more';
    case 'not-imported':
      return 'the imported cache does not hold its result';
    case 'failed':
      return 'it failed the last time, and failures are not kept';
    case 'setting':
      return `${cause.name} changed from \`${inShort(cause.from)}\` to \`${inShort(cause.to)}\``;
    case 'removed':
      return `\`${cause.name}\` above it is gone`;
    case 'moved':
      return 'it stands elsewhere now';
  }
}

const CHANGES = {
  changed: 'changed',
  added: 'is new',
  removed: 'is gone',
  mode: 'has another mode',
  owner: 'has another owner',
} as const;

function fileWords({ path, change, source, others }: Extract<Cause, { kind: 'file' }>): string {
  const where = source === undefined ? '' : ` in \`${source}\``;
  const more = others === 0 ? '' : others === 1 ? ', and 1 more file differs' : `, and ${others} more files differ`;
  return `\`${path}\`${where} ${CHANGES[change]}${more}`;
}

function valueWords({ kind, name, from, to }: Extract<Cause, { kind: 'arg' | 'env' }>): string {
  const what = kind === 'arg' ? 'build argument' : 'variable';
  if (from === undefined) return `the ${what} \`${name}\` is new`;
  if (to === undefined) return `the ${what} \`${name}\` is gone`;
  return `the ${what} \`${name}\` changed from \`${inShort(from)}\` to \`${inShort(to)}\``;
}

function inShort(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', '');
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

/** What the chain needs of a step. */
export interface CausedStep {
  readonly id: string;
  readonly name: string;
  readonly cause?: Cause | undefined;
}

/** From a step to what changed first: each step that the one before it waited for. */
export function causeChain(steps: ReadonlyMap<string, CausedStep>, id: string): readonly CausedStep[] {
  const chain: CausedStep[] = [];
  for (let step = steps.get(id); step && !chain.includes(step);) {
    chain.push(step);
    step = step.cause?.kind === 'step' ? steps.get(step.cause.id) : undefined;
  }
  return chain;
}
