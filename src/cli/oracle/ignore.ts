import { isExcluded, parseIgnore, sent } from '../../engine/dockerfile/index.ts';

/** Answers a golden `ignore` request in the shape of `engine/dockerfile/golden/README.md`. */
export function ignoreAnswer(request: { readonly text: string; readonly paths?: readonly string[] }): object {
  const ignore = parseIgnore(request.text);
  const { patterns, error } = ignore;
  if (error !== undefined) return { patterns, error: { message: error } };
  const { paths = [] } = request;
  return {
    patterns,
    excluded: digits(paths.map((path) => isExcluded(ignore, path))),
    sent: digits(sent(ignore, paths)),
  };
}

function digits(verdicts: readonly boolean[]): string {
  return verdicts.map((verdict) => (verdict ? '1' : '0')).join('');
}
