import { envList } from './config.ts';
import { getKey, setKey } from './persistent-map.ts';
import type { StageState } from './state.ts';

/** What a stage begins with: everything its base had at its end, but variables of the image win over arguments again. */
export function inherit(state: StageState): void {
  const { base } = state;
  if (!base) {
    for (const [name, value] of envList(state.config)) state.env = setKey(state.env, name, value);
    return;
  }
  state.env = base.env;
  for (const name of base.hidden) {
    const entry = getKey(base.config.env, name);
    if (entry) state.env = setKey(state.env, name, entry.value);
  }
  state.cwd = base.cwd;
  state.args = base.args;
  state.history = base.history;
  state.platform = base.platform;
  state.workdirSet = base.workdirSet;
}
