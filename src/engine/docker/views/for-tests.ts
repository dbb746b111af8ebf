/** Hosts for tests of the looks; no test itself, and nothing else uses it. */
import type { World } from '../../builder/index.ts';
import { freshHost, type Host } from '../index.ts';

/** Makes hosts on which commands were typed; one that fails is an error, unless a signal ended it. */
export function hostsOf(world: World): (...typed: string[]) => Host {
  return (...typed) => {
    const host = freshHost({ world });
    for (const command of typed) {
      const { exit, output } = host.type(command);
      if (exit !== 0 && exit !== 137 && exit !== 143)
        throw new Error(`${command}: ${output.map(({ text }) => text).join('')}`);
    }
    return host;
  };
}
