import type { Stopping } from '../daemon/lifecycle/stop.ts';
import type { Given } from './flags.ts';

/** The flags that `docker stop` and `docker restart` share, as their help prints them. */
export const STOPPING_FLAGS = `
  -s, --signal string   Signal to send to the container
  -t, --time int        Seconds to wait before killing the container
`;

/** --signal and --time of `docker stop` and `docker restart`. */
export function stopping(given: Given): Stopping {
  const signal = given.value('signal') ?? '';
  const time = given.value('time');
  return { ...(signal === '' ? {} : { signal }), ...(time === undefined ? {} : { grace: Number(time) }) };
}
