import { builtinNames } from '../shell/index.ts';
import { isGroup, groupNames } from './cli/groups.ts';
import { readFlags } from './cli/flags.ts';
import { findCommand, type DockerCommands } from './cli/commands.ts';
import type { Host } from './host.ts';

/** What Tab offers: words that may stand in place of the one that begins at `from`. A folder ends in `/`. */
export interface TabAnswer {
  readonly from: number;
  readonly words: readonly string[];
}

/** Most words that are offered. */
const MOST = 200;

/** What the word before the end of `text` may become, in a shell whose folder is `cwd`. */
export function completeLine(host: Host, text: string, cwd: string): TabAnswer {
  const command = /(?:^|[|;&(\n]|\$\()\s*([^|;&(\n]*)$/.exec(text)?.[1] ?? '';
  const words = command.split(/\s+/);
  while (words.length > 1 && /^(?:[A-Za-z_]\w*=.*|sudo|time|watch)$/.test(words[0] ?? '')) words.shift();
  const word = words.at(-1) ?? '';
  const offered = candidates(host, words, cwd);
  const fitting = [...new Set(offered)].filter((one) => one.startsWith(word)).toSorted();
  return { from: text.length - word.length, words: fitting.slice(0, MOST) };
}

function candidates(host: Host, words: readonly string[], cwd: string): readonly string[] {
  const word = words.at(-1) ?? '';
  if (words.length === 1 && !word.includes('/')) return [...builtinNames(), ...programs(host)];
  if (words[0] !== 'docker') return files(host, word, cwd);
  const own = docker(host, words.slice(1, -1), word);
  return own.length > 0 ? own : files(host, word, cwd);
}

function programs({ tree }: Host): readonly string[] {
  const names = tree.list('/usr/bin');
  return names.ok ? names.value : [];
}

function docker(host: Host, before: readonly string[], word: string): readonly string[] {
  const { commands } = host.daemon;
  const called = findCommand(commands, before);
  if (!called) return subcommands(commands, before);
  const { noun, verb } = called.place;
  if (word.startsWith('-'))
    return readFlags(commands.peek(called.place)?.flags ?? '').flatMap(({ name, hidden }) =>
      hidden ? [] : [`--${name}`],
    );
  const flag = before.at(-1) ?? '';
  return objects(host, flag.startsWith('--') ? flag.slice(2) : `${noun} ${verb}`);
}

function subcommands({ list }: DockerCommands, before: readonly string[]): readonly string[] {
  const [group, ...more] = before;
  if (group === undefined)
    return [...groupNames(), ...list.flatMap(({ command }) => (command.hidden ? [] : (command.top ?? [])))];
  return isGroup(group) && more.length === 0
    ? list.filter(({ noun, command }) => noun === group && !command.hidden).map(({ verb }) => verb)
    : [];
}

/** Names of what a command, or the value of a flag, is about. */
function objects({ daemon }: Host, about: string): readonly string[] {
  const { containers, images, networks, volumes } = daemon.store;
  const tags = [...images.values()].flatMap((image) => image.tags);
  if (about === 'network') return [...networks.values()].map(({ name }) => name);
  if (/^container (?:run|create)$/.test(about)) return [...tags, ...daemon.world.references];
  if (about === 'container commit' || about.startsWith('container '))
    return /ls$|prune$/.test(about) ? [] : [...containers.values()].map(({ name }) => name);
  if (/^image (?:pull)$/.test(about)) return daemon.world.references;
  if (/^image (?:inspect|rm|history|tag|push|save)$/.test(about)) return tags;
  if (/^network (?:inspect|rm)$/.test(about)) return [...networks.values()].map(({ name }) => name);
  if (/^network (?:connect|disconnect)$/.test(about))
    return [...networks.values(), ...containers.values()].map(({ name }) => name);
  if (/^volume (?:inspect|rm)$/.test(about)) return [...volumes.values()].map(({ name }) => name);
  return about === 'top inspect' || about === 'system inspect'
    ? [...[...containers.values()].map(({ name }) => name), ...tags]
    : [];
}

function files({ tree }: Host, word: string, cwd: string): readonly string[] {
  const slash = word.lastIndexOf('/') + 1;
  const folder = word.slice(0, slash);
  const full = folder.startsWith('~/')
    ? `/root/${folder.slice(2)}`
    : folder.startsWith('/')
      ? folder
      : `${cwd}/${folder}`;
  const names = tree.list(full);
  return (names.ok ? names.value : []).flatMap((name) => {
    if (name.startsWith('.') && !word.slice(slash).startsWith('.')) return [];
    const entry = tree.stat(`${full}/${name}`);
    return [`${folder}${name}${entry.ok && entry.value.kind === 'dir' ? '/' : ''}`];
  });
}
