import { capable } from '../../files/index.ts';
import type { Owner } from './network.ts';
import { SYSCTLS } from '../rights.ts';
import type { Process } from '../system.ts';

/** A process as the owner of what it listens on. */
export function ownerOf(process: Process): Owner {
  const { pid } = process;
  return { pid, alive: () => process.processes().some((one) => one.pid === pid && one.state !== 'zombie') };
}

/** What of a process decides about ports. */
interface Bound {
  readonly system: Pick<Process['system'], 'rights'>;
  readonly credentials: Process['credentials'];
}

/** Whether a process may open a port: the lowest ones may ask for a capability. Source: ip(7), ip_unprivileged_port_start; recorded, sec-ports. */
export function mayBind(process: Bound, port: number): boolean {
  const name = 'net/ipv4/ip_unprivileged_port_start';
  const first = process.system.rights?.sysctls.get(name) ?? SYSCTLS.get(name) ?? '0';
  return port >= Number(first) || port === 0 || capable(process.credentials, 'NET_BIND_SERVICE');
}
