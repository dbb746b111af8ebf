import type { Container } from '../../model.ts';
import { viewOf } from '../../networks/names/container-files.ts';

const GETENT = ['/usr/bin/getent', '/bin/getent'];

/**
 * The look-up as it is typed on the host: with getent where the container has it, else with nslookup of BusyBox, which asks name servers
 * only: what stands in a file is shown.
 */
export function commandOf(container: Container | undefined, name: string, inFile: boolean): string {
  const word = /^[\w.:-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
  if (!container) return `getent hosts ${word}`;
  const has = GETENT.some((path) => viewOf(container).stat(path).ok);
  if (!has && inFile) return `docker exec ${container.name} cat /etc/hosts`;
  return `docker exec ${container.name} ${has ? 'getent hosts' : 'nslookup'} ${word}`;
}
