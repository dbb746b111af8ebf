import type { Config, Endpoint, HostConfig } from '../../model.ts';

/** What is asked of one network of a new container. */
export type EndpointRequest = Pick<Endpoint, 'network'> &
  Partial<Pick<Endpoint, 'ipamConfig' | 'aliases' | 'links' | 'driverOpts' | 'mac'>> & {
    readonly linkLocal?: readonly string[];
  };

/** What some flags of `docker run` ask for: parts of the request to create a container. */
export interface Asked {
  readonly config?: Partial<Config>;
  readonly hostConfig?: Partial<HostConfig>;
  readonly endpoints?: readonly EndpointRequest[];
  /** Printed as `WARNING: …` by the client before anything is asked of the daemon. */
  readonly warnings?: readonly string[];
}
