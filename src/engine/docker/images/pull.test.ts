import { expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { createSession, freshHost, type Session } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

/** A session in which an image has been on its way for half a second. */
function pulling(): Session {
  const session = createSession(freshHost({ world }));
  session.enter({ at: 0, terminal: 0, kind: 'command', text: 'docker pull -q node:22' });
  session.advance(500);
  return session;
}

const imagesOf = ({ host }: Session): number => host.daemon.store.images.size;

it('an image is on the host when all of it is there, not before', () => {
  const session = pulling();
  expect([imagesOf(session), session.host.daemon.store.events.length]).toEqual([0, 0]);
  session.advance(600_000, true);
  expect(imagesOf(session)).toBe(1);
  const pulls = session.host.daemon.store.events.filter(({ action }) => action === 'pull');
  expect(pulls.map(({ id, at }) => [id, at > 500])).toEqual([['node:22', true]]);
});

it('Ctrl+C at a pull leaves no image', () => {
  const session = pulling();
  session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'signal', text: 'INT' });
  session.advance(600_000);
  expect([imagesOf(session), session.view().terminals[0]?.state]).toEqual([0, 'command']);
});
