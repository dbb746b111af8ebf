import recorded from '../../../engine/docker/golden/templates/inspect.json';
import { rawValue } from '../../../engine/docker/format/value.ts';
import { render, template } from '../../../engine/docker/format/template.ts';
import type { Suite } from '../suite.ts';

/** What `docker inspect -f` prints for raw JSON, as the client frames it. */
function inspected(text: string): { exit: number; stdout: string; stderr: string } {
  const parsed = template(text);
  if (!parsed.ok) return { exit: 64, stdout: '', stderr: `template parsing error: ${parsed.message}\n` };
  const { text: printed, problem } = render(parsed.value, rawValue(recorded.data), true);
  if (problem === undefined) return { exit: 0, stdout: `${printed}\n`, stderr: '' };
  return { exit: 1, stdout: '\n', stderr: `template parsing error: ${problem}\n` };
}

export default {
  title: 'Go templates of --format',
  recorded: 'the client of Docker 26.1.5: what docker inspect -f prints, errors included.',
  unit: 'templates',
  load: async () =>
    recorded.cases.map(({ template: text, exit, stdout, stderr }, at) => ({
      id: `${at + 1} ${text}`,
      topic: exit === 0 ? 'printed' : 'refused',
      play: () => [{ id: `${at + 1} ${text}`, want: { exit, stdout, stderr }, got: inspected(text) }],
    })),
} satisfies Suite;
