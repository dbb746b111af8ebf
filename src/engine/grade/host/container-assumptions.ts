import { unknownOf } from '../../docker/daemon/lifecycle/note-not-simulated.ts';
import type { Container } from '../../docker/index.ts';
import type { Finding } from '../check.ts';
import { unjudged } from '../assumptions.ts';
import type { Machine } from './host-evidence.ts';

/** What a finding about a container rests on. */
interface Rest {
  readonly machine: Machine;
  readonly container: Container;
  /** What its programs did counts, not only how it is set up. */
  readonly programs: boolean;
}

/**
 * A failure that may come from something that is not simulated is none: a flag of the command that made the container or names it,
 * and, where they count, what its programs met. What passes has been seen to be so.
 */
export function unlessUnknown(finding: Finding, { machine, container, programs }: Rest): Finding {
  if (finding.status !== 'failed') return finding;
  const what = [
    ...machine.unknown.flatMap((one) => (concerns(one, container) ? one.what : [])),
    ...(programs ? unknownOf(container) : []),
  ];
  return what.length > 0 ? unjudged({ everything: true, paths: [], what }) : finding;
}

/** The same for something that is no container: a network or a volume, by its name. */
export function unlessUnknownOf(finding: Finding, machine: Machine, name: string): Finding {
  if (finding.status !== 'failed') return finding;
  const what = machine.unknown.flatMap((one) => (names(one.command, name) ? one.what : []));
  return what.length > 0 ? unjudged({ everything: true, paths: [], what }) : finding;
}

function concerns({ command, from, to }: Machine['unknown'][number], { name, id, created }: Container): boolean {
  return names(command, name) || names(command, id.slice(0, 12)) || (created >= from && created <= to);
}

/** Whether a command line holds a name as a word of its own. */
function names(command: string, name: string): boolean {
  return command.split(/[^\w.-]+/).includes(name);
}
