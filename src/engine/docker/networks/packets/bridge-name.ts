import type { Network } from '../../model.ts';

/** The device of a bridge network on the host. */
export function bridgeName({ id, options }: Network): string {
  return options['com.docker.network.bridge.name'] || `br-${id.slice(0, 12)}`;
}
