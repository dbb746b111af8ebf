import type { Container } from '../../docker/model.ts';
import type { ComposeCli } from '../cli/command.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, isRunning, numberOf, ofServices } from './containers.ts';

/** The running container of a service, or the one with a number. Source: compose pkg/compose/containers.go getSpecifiedContainer. */
export function findOne(
  cli: ComposeCli,
  project: string,
  { service, index }: { service: string; index: number },
): Loaded<Container> {
  const all = ofServices(containersOf(cli.daemon, project), [service])
    .filter(isRunning)
    .toSorted((one, other) => numberOf(one) - numberOf(other));
  const found = index > 0 ? all.find((one) => numberOf(one) === index) : all[0];
  if (found) return fine(found);
  return failure(
    index > 0 ? `service "${service}" is not running container #${index}` : `service "${service}" is not running`,
  );
}
