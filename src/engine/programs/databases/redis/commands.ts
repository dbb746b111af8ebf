import { compile, matches } from '../../../base/shell-pattern.ts';
import type { Reply } from './protocol.ts';

/** Keys and their texts. */
export type Store = Map<string, string>;

type Answer = (store: Store, args: readonly string[]) => Reply;

const OK: Reply = { status: 'OK' };
const NOT_A_NUMBER: Reply = { error: 'ERR value is not an integer or out of range' };

const add =
  (sign: 1 | -1): Answer =>
  (store, [key = '', by = '1']) => {
    const now = store.get(key) ?? '0';
    if (!/^-?\d+$/.test(now) || !/^-?\d+$/.test(by)) return NOT_A_NUMBER;
    const next = Number(now) + sign * Number(by);
    store.set(key, String(next));
    return { number: next };
  };

/** The commands that are played: words after the name, at least and at most (undefined: any number). */
const COMMANDS: Readonly<Record<string, readonly [least: number, most: number | undefined, answer: Answer]>> = {
  ping: [0, 1, (_, [text]) => (text === undefined ? { status: 'PONG' } : { text })],
  echo: [1, 1, (_, [text]) => ({ text })],
  select: [1, 1, () => OK],
  set: [2, 2, (store, [key = '', value = '']) => (store.set(key, value), OK)],
  get: [1, 1, (store, [key = '']) => ({ text: store.get(key) })],
  del: [1, undefined, (store, keys) => ({ number: keys.filter((key) => store.delete(key)).length })],
  exists: [1, undefined, (store, keys) => ({ number: keys.filter((key) => store.has(key)).length })],
  incr: [1, 1, add(1)],
  decr: [1, 1, add(-1)],
  incrby: [2, 2, add(1)],
  decrby: [2, 2, add(-1)],
  append: [
    2,
    2,
    (store, [key = '', more = '']) => {
      const text = (store.get(key) ?? '') + more;
      store.set(key, text);
      return { number: text.length };
    },
  ],
  keys: [
    1,
    1,
    (store, [pattern = '']) => ({
      list: [...store.keys()].filter((key) => matches(compile([{ text: pattern, quoted: false }]), key)).toSorted(),
    }),
  ],
  dbsize: [0, 0, (store) => ({ number: store.size })],
  flushall: [0, 1, (store) => (store.clear(), OK)],
  flushdb: [0, 1, (store) => (store.clear(), OK)],
};

/** What a command answers; undefined when it is not played. Source of the texts: Redis' server.c. */
export function answerTo(store: Store, [name = '', ...args]: readonly string[]): Reply | undefined {
  const known = COMMANDS[name.toLowerCase()];
  if (!known || !Object.hasOwn(COMMANDS, name.toLowerCase())) return undefined;
  const [least, most, answer] = known;
  if (args.length < least) return { error: `ERR wrong number of arguments for '${name.toLowerCase()}' command` };
  // options of SET and the like
  if (most !== undefined && args.length > most) return undefined;
  return answer(store, args);
}
