import { clean } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Host } from '../../host.ts';
import type { Container } from '../../model.ts';
import { mountPoints, type MountPoint } from './points.ts';
import { placeStory, type PlaceStory } from './story.ts';
import { rowsOf, type ReachRow } from '../reachability/rows.ts';

export type { MountPoint } from './points.ts';
export type { PlaceFact, PlaceStep, PlaceStory } from './story.ts';

/** Which path of which container. What is left out, or not there, the look chooses. */
export interface PlaceQuestion {
  /** Id of a container. */
  readonly container?: string;
  readonly path?: string;
}

/** Where a path of a container comes from. */
export interface Places {
  readonly containers: readonly ReachRow[];
  /** What is mounted in the container that is told of, outer mounts first. */
  readonly mounts: readonly MountPoint[];
  /** Undefined where there is no container. */
  readonly story?: PlaceStory;
}

const MOST = 200;

/** Follows a path of a container to the thing that holds it: a mount, its own layer, a layer of its image. It never fails. */
export function mounts({ daemon }: Host, question: PlaceQuestion): Places {
  const rows = rowsOf(daemon).filter(({ key }) => key !== 'host');
  const container = chosen(daemon, question.container);
  if (!container) return { containers: [], mounts: [] };
  const containers = rows.filter(({ key }, at) => at < MOST || key === container.id);
  const points = mountPoints(daemon, container);
  const typed = question.path?.trim() ?? '';
  const path = typed === '' ? (points[0]?.target ?? '/') : clean(typed.startsWith('/') ? typed : `/${typed}`);
  return { containers, mounts: points, story: placeStory(daemon, container, path) };
}

/** The one asked for, else the first that has a mount, else the first. */
function chosen({ store }: Daemon, id: string | undefined): Container | undefined {
  const all = [...store.containers.values()];
  const wanted = id === undefined ? undefined : store.containers.get(id);
  return wanted ?? all.find(isMounted) ?? all[0];
}

function isMounted({ mounts: some, hostConfig }: Container): boolean {
  return some.length > 0 || Object.keys(hostConfig.Tmpfs ?? {}).length > 0;
}
