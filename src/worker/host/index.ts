/**
 * The simulated Docker host of a page: one live session, made again from its log whenever it is lost. A chunk of its own, loaded when
 * a terminal opens.
 */
import { createHost, createSession, current, hostFiles } from '../../engine/docker/index.ts';
import type { Plugins, Session } from '../../engine/docker/index.ts';
import type { World } from '../../engine/index.ts';
import type { HostStart } from '../protocol.ts';

/** Longest that a command of an exercise is waited for, in virtual ms. */
const LONGEST = 600_000;

/** Plays the log of a session on a fresh host, up to the time at which it was seen last. */
export function openSession(start: HostStart, world: World, plugins: Plugins): Session {
  const workspace = Object.fromEntries(
    Object.entries(start.files).map(([path, { text, mode }]) => [path, { content: text, mode: mode.toString(8) }]),
  );
  const session = createSession(
    createHost({
      world,
      profile: current,
      files: hostFiles({ hostname: current.hostname, cwd: current.cwd, programs: world.shell.programs, workspace }),
      images: [],
      plugins,
    }),
  );
  for (const entry of start.setup ?? []) {
    session.enter(entry);
    session.advance(LONGEST, true);
  }
  if (start.setup) session.hide();
  for (const entry of start.log) session.enter(entry);
  const { now } = session;
  if (start.now > now) session.advance(start.now - now);
  return session;
}
