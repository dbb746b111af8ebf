import type { Cli } from '../cli/command.ts';
import { writeList, type Listing } from '../format/listing.ts';

/** Prints a list, or why its format is none. Answers the exit code. */
export function printList(cli: Cli, listing: Listing): number {
  const written = writeList(listing);
  if (written.ok) cli.out(written.text);
  else cli.err(`${written.message}\n`);
  return written.ok ? 0 : 1;
}
