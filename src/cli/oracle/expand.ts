import { HEREDOC_MODE, NAME_MODE, expand } from '../../engine/dockerfile/index.ts';

interface ExpandRequest {
  readonly text: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly escape?: '\\' | '`';
  readonly mode?: 'name' | 'heredoc';
}

/** Answers a golden `expand` request in the shape of `engine/dockerfile/golden/README.md`. */
export function expandAnswer({ text, env = {}, escape = '\\', mode }: ExpandRequest): object {
  const options = mode === 'name' ? NAME_MODE : mode === 'heredoc' ? HEREDOC_MODE : {};
  const lookup = (name: string): string | undefined => (Object.hasOwn(env, name) ? env[name] : undefined);
  const { result, words, matched, unmatched, error } = expand(text, lookup, { ...options, escape, words: true });
  if (error !== undefined) return { error: { message: error } };
  return {
    result,
    words: words.map(({ value }) => value),
    matched: [...matched].toSorted(),
    unmatched: [...unmatched].toSorted(),
  };
}
