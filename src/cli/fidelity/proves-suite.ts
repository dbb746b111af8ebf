import { describe, expect, it } from 'vitest';
import committed from '../../../content/fidelity.json';
import { suiteOf } from './suite.ts';
import { byTopic, tally } from './tally.ts';

/** The machine may be busy with other tests. */
const TIME = 300_000;

/**
 * Plays a suite as tests, one a topic: what agrees and what differs has to be what content/fidelity.json says, which is what the
 * fidelity page shows. After a gain: `npm run -s drydock -- fidelity --write`.
 */
export async function provesSuite(id: string): Promise<void> {
  const suite = await suiteOf(id);
  if (!suite) throw new Error(`there is no suite ${id}`);
  const topics = byTopic(await suite.load());
  describe(`${suite.title} agree with what was recorded`, { timeout: TIME }, () => {
    it.each(topics)('%s', (topic, recordings) => {
      const { agree, differ } = tally(recordings.flatMap((recording) => recording.play()));
      const said = committed.suites.find((one) => one.id === id);
      const listed = said?.differences.filter((one) => one.topic === topic).map((one) => one.id) ?? [];
      // the answers first, to be looked at; then the figures
      expect(differ.filter((answer) => !listed.includes(answer.id))).toEqual([]);
      expect({ agree, differ: differ.map((answer) => answer.id) }).toEqual({
        agree: said?.topics.find((one) => one.topic === topic)?.agree,
        differ: listed,
      });
    });
    it('has the topics of the page', () => {
      expect(topics.map(([topic]) => topic)).toEqual(
        committed.suites.find((one) => one.id === id)?.topics.map(({ topic }) => topic),
      );
    });
  });
}
