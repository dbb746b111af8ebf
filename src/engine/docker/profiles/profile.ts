/** Facts of a host and its engine. One file a profile in this folder. */
export interface Profile {
  readonly name: 'recorded' | 'current';
  readonly engine: { readonly version: string; readonly commit: string; readonly api: string };
  readonly buildx: string;
  readonly compose: string;
  readonly cgroup: 1 | 2;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly hostname: string;
  readonly kernel: string;
  /** The host's address in its LAN, with the prefix, its gateway and name server. */
  readonly lan: {
    readonly address: string;
    readonly prefix: number;
    readonly gateway: string;
    readonly dns: string;
    readonly device: string;
  };
  /** Modules of the kernel that some networks need: `dummy`, `ipvlan`, `vlan`. */
  readonly modules: readonly string[];
  /** The name server of the LAN knows the world's names; false: it says NXDOMAIN to everything. */
  readonly worldNames: boolean;
  /** Limits that dockerd was started with and its containers get: open files, processes; left out: those of a systemd service. */
  readonly ulimits?: { readonly nofile: number; readonly nproc: number; readonly core: number };
  /** Capabilities that nobody on the host has, dockerd included, by name without CAP_. */
  readonly lacks?: readonly string[];
  /** Weights of block devices are not counted: the kernel has no scheduler that knows them. */
  readonly blockWeights: boolean;
  /** Folder in which commands are typed. */
  readonly cwd: string;
  readonly user: string;
  /** A terminal stands behind standard input and output: `-it` works in the foreground. */
  readonly tty: boolean;
  /** RFC 3339 moment at which virtual time begins. */
  readonly epoch: string;
}
