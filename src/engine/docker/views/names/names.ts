import type { Host } from '../../host.ts';
import { isUserDefined } from '../../networks/find.ts';
import { namesOf } from '../../networks/endpoints/make-endpoints.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import { rowsOf, type ReachRow } from '../reachability/rows.ts';
import { nameStory, type NameStory } from './story.ts';

export type { NameStep, NameStory } from './story.ts';

/** Who asks for which name. What is left out, or not there, the look chooses. */
export interface NameQuestion {
  /** `host`, or the id of a container. */
  readonly from?: string;
  readonly name?: string;
}

/** Who answers for a name. */
export interface Names {
  /** Who may ask. */
  readonly askers: readonly ReachRow[];
  /** Names that somebody has on a network, for the field in which one is typed. */
  readonly known: readonly string[];
  readonly story: NameStory;
}

const MOST = 200;

/** Follows one name from the program that asks to the answer, by the rules that real look-ups use (networks/dns.ts). Nobody is asked. */
export function names({ daemon }: Host, question: NameQuestion): Names {
  const rows = rowsOf(daemon);
  const wanted = rows.find(({ key }) => key === question.from);
  const asker = wanted ?? rows.find(({ key, runs }) => key !== 'host' && runs) ?? rows[0];
  const from = asker?.key ?? 'host';
  const known = knownNames(daemon);
  const typed = question.name?.trim() ?? '';
  const askers =
    rows.length > MOST ? [...rows.slice(0, MOST), ...(asker && rows.indexOf(asker) >= MOST ? [asker] : [])] : rows;
  return {
    askers,
    known: known.slice(0, MOST),
    story: nameStory(daemon, from, typed === '' ? firstName(daemon, from) : typed),
  };
}

/** Names of others on networks that know names, then of all containers. */
function knownNames(daemon: Daemon): string[] {
  const containers = [...daemon.store.containers.values()];
  const there = containers.flatMap((container) =>
    attachments(daemon, container)
      .filter(({ network }) => isUserDefined(network.name))
      .flatMap(({ endpoint }) => (namesOf(container, endpoint) ?? []).filter((name) => !container.id.startsWith(name))),
  );
  return [...new Set([...there, ...containers.map(({ name }) => name)])];
}

/** Somebody else's name, best of all of one who is on a network of the asker; its own where it is alone. */
function firstName(daemon: Daemon, from: string): string {
  const others = [...daemon.store.containers.values()].filter(({ id }) => id !== from);
  const asker = daemon.store.containers.get(from);
  const mine = new Set(asker ? attachments(daemon, asker).map(({ network }) => network.id) : []);
  const near = others.find((one) => attachments(daemon, one).some(({ network }) => mine.has(network.id)));
  return (near ?? others[0] ?? asker)?.name ?? 'localhost';
}
