import { isMapping, mapping, matches, type Mapping, type Value } from '../value.ts';

/** A model without what stands at paths that a later file marks `!reset` or `!override`. Source: compose-go loader/reset.go. */
export function reset(model: Mapping, paths: readonly (readonly string[])[]): Mapping {
  if (paths.length === 0) return model;
  const patterns = paths.map((path) => path.join('.'));
  return walk(model, [], patterns) as Mapping;
}

function walk(value: Value, path: readonly string[], patterns: readonly string[]): Value {
  if (!isMapping(value)) return value;
  return mapping(
    Object.entries(value).flatMap(([key, one]) => {
      const here = [...path, key];
      return patterns.some((pattern) => matches(here, pattern)) ? [] : [[key, walk(one, here, patterns)] as const];
    }),
  );
}
