/**
 * What the page shows of a host: each look is a pure function of the host and a question that answers plain data. One file a look. Left out:
 * changes of the host; a look runs no command, makes no id and lets no time pass.
 */
import { capabilities } from './capabilities/capabilities.ts';
import { gauges } from './gauges.ts';
import { inspect } from './inspect.ts';
import { map } from './map.ts';
import { mounts } from './mounts/mounts.ts';
import { names } from './names/names.ts';
import { processes } from './processes.ts';
import { reachability } from './reachability/reachability.ts';
import { signals } from './signals/signals.ts';

export type {
  ActionLine,
  ProcessRights,
  RightsOfProcess,
  RightsQuestion,
  RightsStory,
} from './capabilities/capabilities.ts';
export type { Gauge, Gauges } from './gauges.ts';
export type { Inspected, InspectQuestion } from './inspect.ts';
export type {
  HostMap,
  MapAttachment,
  MapContainer,
  MapImage,
  MapListener,
  MapMount,
  MapNetwork,
  MapPort,
  MapVolume,
} from './map.ts';
export type { MountPoint, PlaceFact, PlaceQuestion, Places, PlaceStep, PlaceStory } from './mounts/mounts.ts';
export type { NameQuestion, Names, NameStep, NameStory } from './names/names.ts';
export type { ProcessRow } from './processes.ts';
export type {
  Reach,
  ReachCell,
  ReachColumn,
  ReachQuestion,
  ReachRow,
  ReachStep,
  ReachStory,
} from './reachability/reachability.ts';
export type {
  RunLine,
  SignalQuestion,
  Signals,
  SignalStory,
  StoryBar,
  StoryLane,
  StoryLine,
  StoryMark,
  StoryProcess,
  StoryStep,
} from './signals/signals.ts';

/** The looks by name: `(host, question) => answer`, both plain data. */
export const looks = {
  map,
  inspect,
  gauges,
  signals,
  processes,
  reachability,
  names,
  mounts,
  capabilities,
};
export type Looks = typeof looks;
