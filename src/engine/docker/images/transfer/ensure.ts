import type { Task } from '../../../kernel/index.ts';
import type { Cli } from '../../cli/command.ts';
import { findImage } from '../../daemon/find-image.ts';
import type { Image } from '../../model.ts';
import { pullImage } from './pull.ts';
import { familiarText, readReference, withTag } from '../reference.ts';

/** How `docker run` and `docker create` look for an image. */
export interface Ensuring {
  /** --pull; `missing` unless given. */
  readonly pull?: 'always' | 'missing' | 'never';
  readonly platform?: string;
  /** -q: nothing is printed while it is pulled. */
  readonly quiet?: boolean;
}

/** The image, or why there is none; `client`: the client refuses, its words have no `Error response from daemon: ` before them. */
export type Ensured =
  | { readonly ok: true; readonly image: Image }
  | { readonly ok: false; readonly message: string; readonly client: boolean };

/**
 * Finds the image of a new container on the host, or pulls it and says so on standard error. Source: docker/cli command/container/create.go
 * createContainer; recorded, img-pull.
 */
export function* ensureImage(cli: Cli, text: string, how: Ensuring = {}): Task<Ensured> {
  const { pull = 'missing' } = how;
  const found = findImage(cli.daemon, text);
  if (found && pull !== 'always') return { ok: true, image: found };
  const read = readReference(text);
  if (!read.ok) return found ? { ok: true, image: found } : { ok: false, message: read.message, client: true };
  const reference = withTag(read.value);
  const name = familiarText(reference);
  if (pull === 'never') return { ok: false, message: `No such image: ${name}`, client: false };
  if (pull === 'missing') cli.err(`Unable to find image '${name}' locally\n`);
  const pulled = pullImage(cli.daemon, reference, how.platform);
  if (!pulled.ok) {
    if (pulled.message.startsWith('not simulated')) cli.notSimulated(`image ${name}`);
    return { ok: false, message: pulled.message, client: false };
  }
  const { begin, end, ms } = pulled.value;
  const print = (lines: readonly string[]): void => {
    if (!how.quiet) for (const line of lines) cli.err(`${line}\n`);
  };
  print(begin);
  yield* cli.process.sleep(ms);
  const image = pulled.value.arrive();
  print(end);
  return { ok: true, image };
}
