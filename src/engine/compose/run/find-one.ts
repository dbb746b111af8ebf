import type { Container } from '../../docker/model.ts';
import type { ComposeCli } from '../cli/command.ts';
import { failure, fine, type Loaded } from '../value.ts';
import { containersOf, isRunning, numberOf, ofServices } from './containers.ts';

/** Which container of a service is meant. */
export interface Finding {
  readonly service: string;
  /** Its number; 0: the first. */
  readonly index: number;
  /** One that does not run will do. */
  readonly stopped?: boolean;
  /** One of `docker compose run` will do. */
  readonly oneOff?: boolean;
}

/** The running container of a service, or the one with a number. Source: compose pkg/compose/containers.go getSpecifiedContainer. */
export function findOne(
  cli: ComposeCli,
  project: string,
  { service, index, stopped = false, oneOff = false }: Finding,
): Loaded<Container> {
  const all = ofServices(containersOf(cli.daemon, project, oneOff), [service])
    .filter((one) => stopped || isRunning(one))
    .toSorted((one, other) => numberOf(one) - numberOf(other));
  const found = index > 0 ? all.find((one) => numberOf(one) === index) : all[0];
  if (found) return fine(found);
  return failure(
    index > 0 ? `service "${service}" is not running container #${index}` : `service "${service}" is not running`,
  );
}
