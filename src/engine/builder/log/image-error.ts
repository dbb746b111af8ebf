import type { Evaluation } from '../../dockerfile/plan.ts';
import type { World } from '../result.ts';

/** What Docker Hub answers about a repository that does not exist (transcripts img-fail-copy, Dockerfile.stage). */
const DENIED =
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';

/**
 * The text about an image that cannot be had: evaluation says "not found"; a registry says more. An image without the
 * wanted platform is named as containerd does.
 */
export function imageErrorText(world: World, message: string, evaluation: Evaluation): string {
  const match = /^(.*: failed to resolve source metadata for (\S+): )(\S+): not found(.*)$/s.exec(message);
  if (!match || evaluation.phase !== 'images') return message;
  const [, before = '', reference = '', , after = ''] = match;
  const said = world.missing?.(reference);
  if (said !== undefined) return `${before}${said}${after}`;
  if (world.platforms(reference) !== undefined) return `${before}no match for platform in manifest: not found${after}`;
  return `${before}${DENIED}${after}`;
}
