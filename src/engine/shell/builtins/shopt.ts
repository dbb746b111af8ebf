import type { Builtin } from '../builtins.ts';
import { notSimulated } from '../state.ts';

const builtin: Builtin = {
  summary: 'bash options: accepted, their effect is not simulated; so are pushd, popd, mapfile and enable.',
  names: ['shopt', 'pushd', 'popd', 'dirs', 'mapfile', 'readarray', 'builtin', 'caller', 'compgen'],
  shells: ['bash'],
  run(shell, args, name) {
    notSimulated(shell, [name, ...args].join(' '));
    return 0;
  },
};
export default builtin;
