import { networkOf } from '../../../kernel/network/network.ts';
import type { Process } from '../../../kernel/system.ts';

/** A socket that waits for whoever comes, as ss, netstat and lsof show it. */
export interface Socket {
  readonly address: string;
  readonly port: number;
  readonly udp: boolean;
  /** It takes IPv6 only; else `::` stands for both. */
  readonly only6: boolean;
  readonly pid: number;
  /** Name of the program; undefined where its process is not among those that can be seen. */
  readonly program: string | undefined;
  readonly fd: number;
  /** Connections that may wait: `listen(2)`. */
  readonly backlog: number;
}

/** Sockets of the network that a process lives in: those of programs, then those that are held for containers. */
export function socketsOf(process: Process): readonly Socket[] {
  const network = networkOf(process.system);
  const all = process.processes();
  // what runs on the host is not seen from a container, though it may share the network
  const inside = process.system.cgroup !== undefined;
  const own = network.listeners.map(({ address, port, udp = false, pid }) => {
    const argv = all.find((one) => one.pid === pid)?.argv[0];
    const program = argv?.slice(argv.lastIndexOf('/') + 1);
    return { address, port, udp, only6: false, pid, program, fd: 3, backlog: udp ? 0 : 511 };
  });
  const held = network.proxies
    .map(({ address, port, udp = false, pid, program }) => {
      const only6 = address.includes(':');
      return { address, port, udp, only6, pid, program: inside ? undefined : program, fd: 4, backlog: udp ? 0 : 4096 };
    })
    .toSorted((one, other) => Number(one.only6) - Number(other.only6));
  return [...own, ...held];
}
