import type { Cause, FileCause, LastStep, ValueCause } from './cause.ts';

/** A chain of causes as one sentence. */
export function sentenceOf(step: LastStep, chain: readonly Cause[]): string {
  const reasons = chain.map((cause, at) => reason(cause, chain[at - 1], chain[at + 1]));
  return `${step.name} ran ${reasons.filter((text) => text !== '').join(', ')}.`;
}

function reason(cause: Cause, last: Cause | undefined, next: Cause | undefined): string {
  switch (cause.kind) {
    case 'first':
      return 'because no build before is known';
    case 'new':
      return last ? '' : 'because no step like it was there before';
    case 'instruction':
      return 'because its text changed';
    case 'file':
      return `because ${fileText(cause)}`;
    case 'arg':
    case 'env':
      return `because ${valueText(cause)}`;
    case 'setting':
      return `because ${cause.name} changed from ${code(cause.from)} to ${code(cause.to)}`;
    case 'step':
      if (next?.kind === 'new') return `because ${cause.name} is new`;
      return `because ${cause.name} ${next?.kind === 'no-cache' || next?.kind === 'context' ? 'ran' : 'changed'}`;
    case 'base':
      return cause.from === cause.to
        ? `because another image stands behind ${cause.to}`
        : `because the base image changed from ${short(cause.from)} to ${short(cause.to)}`;
    case 'platform':
      return `because the platform changed from ${cause.from} to ${cause.to}`;
    case 'no-cache':
      return 'because the build was told not to use the cache';
    case 'context':
      return `because it stands on the context ${cause.name}, which BuildKit takes for new in each build`;
    case 'removed':
      return `because ${cause.name} above it is gone`;
    case 'moved':
      return 'because it stands elsewhere now';
    case 'pruned':
      return 'because its result was removed from the cache';
    case 'not-imported':
      return 'because the imported cache does not hold its result';
    case 'failed':
      return 'because it did not end well the last time, and failures are not cached';
  }
}

function fileText({ path, change, source, others }: FileCause): string {
  const what = {
    changed: 'changed',
    added: 'was added',
    removed: 'was removed',
    mode: 'has another mode',
    owner: 'has another owner',
  }[change];
  const more = others === 0 ? '' : others === 1 ? ' (and one more file)' : ` (and ${others} more files)`;
  return `${code(path || '.')}${source === undefined ? '' : ` of ${source}`} ${what}${more}`;
}

function valueText({ kind, name, from, to }: ValueCause): string {
  const what = kind === 'arg' ? 'build argument' : 'variable';
  if (from === undefined) return `the ${what} ${name} is new`;
  if (to === undefined) return `the ${what} ${name} is gone`;
  return `the ${what} ${name} changed from ${code(from)} to ${code(to)}`;
}

function code(text: string): string {
  return `\`${text || ' '}\``;
}

function short(reference: string): string {
  return reference.replace(/^docker\.io\/(library\/)?/, '');
}
