import type { DockerCommand } from './command.ts';

/** What lists of commands, and whoever looks for one, need of it: all but its flags and what it does. */
export type Listed = Pick<DockerCommand, 'short' | 'listed' | 'top' | 'aliases' | 'hidden' | 'swarm' | 'plugin'>;

/** A command and the place it lies at: `container`, `ls`. */
export interface Placed {
  readonly noun: string;
  readonly verb: string;
  readonly command: Listed;
}

/** The commands of a client. In the page they come one by one when they are typed. */
export interface DockerCommands {
  readonly list: readonly Placed[];
  /** The command at a place of the list; undefined while it is not there, then what comes of the session is thrown away. */
  get(place: Placed): DockerCommand | undefined;
  /** The same for who can do without it. */
  peek(place: Placed): DockerCommand | undefined;
}

/** A command that was found by its words. */
export interface Found {
  readonly place: Placed;
  /** What messages call it: `network create`, `run`. */
  readonly name: string;
  /** How many words named it. */
  readonly used: number;
}

/** Places by the words that name them, with blanks between. */
type Index = ReadonlyMap<string, Omit<Found, 'used'>>;

const indexes = new WeakMap<DockerCommands['list'], Index>();

function indexOf(list: DockerCommands['list']): Index {
  const known = indexes.get(list);
  if (known) return known;
  const index = new Map<string, Omit<Found, 'used'>>();
  const add = (words: string, found: Omit<Found, 'used'>): void => {
    if (!index.has(words)) index.set(words, found);
  };
  for (const place of list) {
    const { noun, verb, command } = place;
    // names of groups within a plug-in have a hyphen: buildx-imagetools
    const name = `${noun.replace('-', ' ')} ${verb}`;
    for (const top of command.top ?? []) add(top, { place, name: top });
    add(name, { place, name });
    if (!noun.includes('-')) for (const alias of command.aliases ?? []) add(`${noun} ${alias}`, { place, name });
  }
  indexes.set(list, index);
  return index;
}

/** The command that words name: `network create …` or `run …`. */
export function findCommand({ list }: Pick<DockerCommands, 'list'>, words: readonly string[]): Found | undefined {
  const index = indexOf(list);
  for (const used of [3, 1, 2]) {
    if (words.length < used) continue;
    const found = index.get(words.slice(0, used).join(' '));
    if (found) return { ...found, used };
  }
  return undefined;
}
