import { familiarReference, formatReference, parseReference } from './reference.ts';
import { isFailure } from './state.ts';

/**
 * The name under which a context is known, also by those who mean an image: `alpine`, `alpine:latest` and `docker.io/library/alpine` are one.
 * Undefined when no image can have the name. Source: moby/buildkit frontend/dockerui/config.go `NamedContext`, docker/buildx
 * commands/build.go.
 */
export function contextName(written: string): string | undefined {
  const reference = parseReference(written);
  if (isFailure(reference)) return undefined;
  return familiarReference(formatReference(reference)).replace(/:latest$/, '');
}

/** The names that take the place of stages and images. `scratch` and `context` keep their meaning (dockerfile2llb `namedContextFunc`). */
export function contextNames(written: readonly string[]): ReadonlySet<string> {
  const names = written.flatMap((name) => contextName(name) ?? []);
  return new Set(names.filter((name) => name !== 'scratch' && name !== 'context'));
}

/** The context that takes the place of a stage or image of this name; undefined when none does. */
export function contextFor(contexts: ReadonlySet<string>, name: string): string | undefined {
  if (contexts.size === 0) return undefined;
  const known = contextName(name);
  return known !== undefined && contexts.has(known) ? known : undefined;
}
