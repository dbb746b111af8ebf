import { playedSessions, type RecordedSession } from '../sessions.ts';
import type { Suite } from '../suite.ts';

const files = import.meta.glob<RecordedSession>('../../../engine/docker/golden/beside/*.json', { import: 'default' });

export default {
  title: 'Commands of Docker, further',
  recorded:
    'Docker Engine 26.1.5, buildx 0.13.1 and Compose 2.26.1 on a host made like that of the transcripts: other flags, mistakes, templates and files.',
  unit: 'commands',
  async load() {
    const sessions = await Promise.all(Object.values(files).map((get) => get()));
    return playedSessions(sessions, ({ topic = '' }) => topic);
  },
} satisfies Suite;
