import type { Stopping } from '../daemon/stop.ts';
import type { Given } from './flags.ts';

/** --signal and --time of `docker stop` and `docker restart`. */
export function stopping(given: Given): Stopping {
  const signal = given.value('signal') ?? '';
  const time = given.value('time');
  return { ...(signal === '' ? {} : { signal }), ...(time === undefined ? {} : { grace: Number(time) }) };
}
