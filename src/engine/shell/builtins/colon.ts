import type { Builtin } from '../builtins.ts';

const builtin: Builtin = {
  summary: 'Does nothing, successfully; its words are expanded.',
  names: [':'],
  special: true,
  run: () => 0,
};
export default builtin;
