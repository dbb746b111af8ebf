import type { Container } from '../../model.ts';
import { describe } from '../event-attributes.ts';
import type { Daemon, Result } from '../daemon.ts';
import { done, refused } from '../daemon.ts';
import { verifyName } from './random-name.ts';

/** Gives a container another name. Source: moby daemon/rename.go; recorded, run-names-b. */
export function renameContainer(daemon: Daemon, container: Container, to: string): Result {
  const name = to.replace(/^\//, '');
  if (container.name === name) return refused('Renaming a container with the same name as its current name');
  const named = verifyName(daemon, `/${name}`);
  if (!named.ok) return refused(`Error when allocating new name: ${named.message}`);
  const oldName = `/${container.name}`;
  container.name = name;
  daemon.emit({
    type: 'container',
    action: 'rename',
    id: container.id,
    attributes: { ...describe(container), oldName },
  });
  return done;
}
