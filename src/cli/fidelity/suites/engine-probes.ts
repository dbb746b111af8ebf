import { playedSessions, type RecordedSession } from '../sessions.ts';
import type { Suite } from '../suite.ts';

const files = import.meta.glob<RecordedSession>('../../../engine/docker/golden/probed/*.json', { import: 'default' });

export default {
  title: 'Volumes, mounts and copies, in depth',
  recorded: 'Docker Engine 26.1.5: sessions played on it while the simulation of volumes was written.',
  unit: 'commands',
  async load() {
    const sessions = await Promise.all(Object.values(files).map((get) => get()));
    return playedSessions(sessions, () => 'volumes');
  },
} satisfies Suite;
