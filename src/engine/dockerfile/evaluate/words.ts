import { expand } from '../expand.ts';
import type { Expansion, ExpandOptions } from '../expand.ts';
import { getKey } from './persistent-map.ts';
import type { PersistentMap } from './persistent-map.ts';
import type { Failure, Session } from './state.ts';

/** A variable that was used but is not defined, with the names that are. */
export interface UndefinedVariable {
  readonly name: string;
  readonly known: readonly string[];
}

/** Expands one argument in an environment; the result counts against the session's budget. */
export function expandIn(
  session: Session,
  word: string,
  context: { readonly env: PersistentMap<string> } & ExpandOptions,
): Expansion {
  const { env, ...options } = context;
  const result = expand(word, (name) => getKey(env, name), { escape: session.dockerfile.escape, ...options });
  session.budget -= result.result.length - word.length;
  return result;
}

/** An undefined variable; the names that are known are listed when somebody asks. */
export function undefinedVariable(
  session: Session,
  name: string,
  known: { readonly size: number; readonly list: () => readonly string[] },
): UndefinedVariable {
  session.namesLeft -= known.size;
  if (session.namesLeft < 0) return { name, known: [] };
  return {
    name,
    get known() {
      return known.list();
    },
  };
}

/** The failure of an expansion, if it has one. */
export function failureOf(expansion: Expansion): Failure | undefined {
  return expansion.error === undefined ? undefined : { failure: expansion.error };
}
