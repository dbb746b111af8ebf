import { cleanPath } from '../../dockerfile/index.ts';
import type { Ignore } from '../../dockerfile/index.ts';
import type { DockerfileError } from '../../dockerfile/syntax.ts';
import { contextSources, readsContext } from './requested-paths.ts';
import { isMalformed } from '../copy/wildcard.ts';
import type { Session } from '../session.ts';

/** Begins what the client answers when it cannot read the patterns by which it is to send the context. */
export const UNREADABLE = 'rpc error: code = Unknown desc = invalid ';

/**
 * Why the client refuses to send the build context, and the lines of the step that made it: a source that is no pattern, such as `[a.txt,` of
 * `COPY [a.txt, /]`. When everything is asked for the client is given no pattern, and the step itself fails. Source: tonistiigi/fsutil filter.go; measured
 * with Engine 26.1.5.
 */
export function contextRefusal({ evaluation }: Session): DockerfileError | undefined {
  const sources = [...contextSources({ evaluation }, undefined)];
  if (sources.some((source) => ['/', '.'].includes(cleanPath(source)))) return undefined;
  const wrong = sources.find(isMalformed);
  if (wrong === undefined) return undefined;
  const step = evaluation.steps.find((one) => 'sources' in one && one.sources.includes(wrong));
  // the list in the message is empty in reality as well
  const message = `${UNREADABLE}includepatterns: []: syntax error in pattern`;
  const { line = 0, endLine = 0, instruction } = step ?? {};
  return { kind: 'build', message, line, endLine, span: instruction?.node.span ?? { start: 0, end: 0 } };
}

/** The same about a .dockerignore, as the front end of Engine 26 leaves it to the client (the current one looks itself). */
export function ignoreRefusal({ evaluation }: Session, { patterns, error }: Ignore): string | undefined {
  if (error === undefined || !evaluation.steps.some(readsContext)) return undefined;
  return `${UNREADABLE}excludepatterns: [${patterns.join(' ')}]: ${error}`;
}
