import type { World } from '../builder/result.ts';
import { createHost, type Host } from './host.ts';
import { hostFiles, type HostFile } from './host-files.ts';
import type { Image } from './model.ts';
import type { Plugins } from './plugins.ts';
import { current } from './profiles/current.ts';
import type { Profile } from './profiles/profile.ts';

/**
 * A Debian machine with Docker on which all programs of the world's shell are installed. Unless given: as in the product, without
 * images, files and plug-ins.
 */
export function freshHost(given: {
  readonly world: World;
  readonly profile?: Profile;
  readonly images?: readonly Image[];
  /** Files of the working folder. */
  readonly workspace?: Readonly<Record<string, HostFile>>;
  readonly plugins?: Plugins;
}): Host {
  const { world, profile = current, images = [], workspace = {}, plugins = {} } = given;
  const { hostname, cwd } = profile;
  const files = hostFiles({ hostname, cwd, programs: world.shell.programs, workspace });
  return createHost({ world, profile, files, images, plugins });
}
