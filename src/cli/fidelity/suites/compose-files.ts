import golden from '../../../engine/compose/golden/config.json';
import { configAnswer, type ConfigAnswer } from '../../../engine/compose/golden/config.ts';
import type { Suite } from '../suite.ts';

const cases = golden.cases as readonly (ConfigAnswer & { readonly file: string; readonly text: string })[];

export default {
  title: 'Compose files',
  recorded: 'docker compose config of Docker Compose 2.26.1: the whole file as YAML and as JSON, or the error.',
  unit: 'files',
  load: async () =>
    cases.map(({ file, text, ...want }) => ({
      id: file,
      topic: want.exit === 0 ? 'accepted' : 'refused',
      play: () => [{ id: file, want: sorted(want), got: sorted(configAnswer({ [file]: text }, [file])) }],
    })),
} satisfies Suite;

/** The same members in the same order. */
function sorted({ exit, said, yaml, json }: ConfigAnswer) {
  return { exit, said, yaml, json };
}
