import { playedSessions, type RecordedSession } from '../sessions.ts';
import type { Suite } from '../suite.ts';

const files = import.meta.glob<RecordedSession>('../../../engine/docker/golden/transcripts/*.json', {
  import: 'default',
});

export default {
  title: 'Commands of Docker',
  recorded: 'Docker Engine 26.1.5, buildx 0.13.1 and Compose 2.26.1: all that each command printed, and its exit code.',
  unit: 'commands',
  async load() {
    const sessions = await Promise.all(Object.values(files).map((get) => get()));
    return playedSessions(sessions, ({ topic = '' }) => topic);
  },
} satisfies Suite;
