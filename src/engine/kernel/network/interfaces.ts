/** A network device with its addresses. */
export interface Device {
  readonly index: number;
  readonly name: string;
  /** Of the other end of a pair. */
  readonly peer?: number;
  readonly kind: 'loopback' | 'ethernet' | 'bridge';
  readonly mtu: number;
  readonly mac: string;
  readonly up: boolean;
  readonly addresses: readonly { readonly address: string; readonly bits: number }[];
}

/** A route: to `default` or a block, over a device, through a gateway. */
export interface Route {
  readonly to: string;
  readonly via?: string;
  readonly device: string;
  readonly source?: string;
}

/** What becomes of a packet to an address. */
export type Probe =
  | { readonly kind: 'answers'; readonly ttl: number }
  /** No route leads there. */
  | { readonly kind: 'unreachable' }
  /** Nobody has the address in the network where it belongs. */
  | { readonly kind: 'nobody' }
  /** Somebody on the way drops it. */
  | { readonly kind: 'silent' }
  /** It leaves for the world, which is not simulated. */
  | { readonly kind: 'world' };

/** What a name server answers; `nobody`: it does not. */
export type DnsAnswer =
  | { readonly kind: 'answer'; readonly addresses: readonly string[]; readonly name?: string }
  | { readonly kind: 'NXDOMAIN' | 'nobody' | 'world' };

export type DnsType = 'A' | 'AAAA' | 'PTR';
