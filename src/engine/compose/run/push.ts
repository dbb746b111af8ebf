import { findImage } from '../../docker/daemon/find-image.ts';
import { isLoggedIn, serverOf } from '../../docker/images/transfer/credentials.ts';
import { pushImage } from '../../docker/images/transfer/push.ts';
import { familiarName, familiarText, readReference, withTag } from '../../docker/images/reference.ts';
import type { Task } from '../../docker/plugins.ts';
import type { ComposeCli } from '../cli/command.ts';
import type { Project } from '../model/project.ts';
import { failure, fine, type Loaded } from '../value.ts';

/** How images are pushed. */
export interface Pushing {
  readonly quiet: boolean;
  readonly ignoreFailures: boolean;
}

/**
 * Pushes the images of services that are built and named, with their further tags; one after the other, where the real client pushes
 * several at a time. Source: compose pkg/compose/push.go (2.26).
 */
export function* pushServices(cli: ComposeCli, project: Project, how: Pushing): Task<Loaded<undefined>> {
  for (const [name, { build, image }] of Object.entries(project.services)) {
    if (!build || !image) {
      if (!how.quiet) cli.err(` ${name} Skipped \n`);
      continue;
    }
    for (const tag of [image, ...(build.tags ?? [])]) {
      const pushed = yield* pushOne(cli, tag, how.quiet);
      if (pushed.ok) continue;
      if (!how.ignoreFailures) return pushed;
      if (!how.quiet) cli.err(`Pushing ${name}: ${pushed.message}\n`);
    }
  }
  return fine(undefined);
}

/** Lines about layers are shown, those about the whole push are not. */
const LAYER = /^[0-9a-f]{12}: /;

function* pushOne(cli: ComposeCli, tag: string, quiet: boolean): Task<Loaded<undefined>> {
  const { daemon, process } = cli;
  const read = readReference(tag);
  if (!read.ok) return failure(read.message);
  const reference = withTag(read.value);
  const image = findImage(daemon, familiarText(reference));
  if (!image) return failure(`An image does not exist locally with the tag: ${familiarName(reference)}`);
  const say = (line: string): void => {
    if (!quiet && LAYER.test(line)) cli.err(` Pushing ${tag}: ${line.replace(': ', ' ')} \n`);
  };
  const loggedIn = isLoggedIn(process, serverOf(reference));
  const { begin, end, ms, failure: why } = pushImage(daemon, image, { reference, loggedIn });
  begin.forEach(say);
  yield* process.sleep(ms);
  end.forEach(say);
  return why === undefined ? fine(undefined) : failure(why);
}
