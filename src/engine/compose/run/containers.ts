import type { Daemon } from '../../docker/daemon/daemon.ts';
import type { Container } from '../../docker/model.ts';
import { LABEL } from './labels.ts';

/** A label of a container, empty where it has none. */
export function labelOf(container: Container, label: keyof typeof LABEL): string {
  return container.config.Labels?.[LABEL[label]] ?? '';
}

/** Its number within its service. */
export function numberOf(container: Container): number {
  return Number(labelOf(container, 'number')) || 0;
}

/** Containers of a project, the newest first as the engine lists them; `oneOff`: those of `run` as well. */
export function containersOf(daemon: Daemon, project: string, oneOff = false): Container[] {
  return [...daemon.store.containers.values()]
    .filter((one) => labelOf(one, 'project') === project)
    .filter((one) => oneOff || labelOf(one, 'oneOff') !== 'True')
    .toReversed()
    .toSorted((one, other) => other.created - one.created);
}

/** Whether a container is there to be started rather than ended. */
export function isRunning({ state }: Container): boolean {
  return state.status === 'running' || state.status === 'paused' || state.status === 'restarting';
}

/** Containers of some services, by number; without names of all. */
export function ofServices(containers: readonly Container[], names: readonly string[]): Container[] {
  return containers.filter((one) => names.length === 0 || names.includes(labelOf(one, 'service')));
}

/** How progress names a container. */
export function titleOf({ name }: Container): string {
  return `Container ${name}`;
}
