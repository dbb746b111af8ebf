import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { fullText, readReference, withTag } from '../reference.ts';

/** Commands on manifest lists of the client, of which there are none: `docker manifest create` is not simulated. Source: measured, 26.1.5. */
export function noManifest(cli: Cli, given: Given): number {
  for (const text of given.args) {
    const read = readReference(text);
    cli.err(read.ok ? `No such manifest: ${fullText(withTag(read.value))}\n` : `${read.message}\n`);
  }
  return 1;
}
