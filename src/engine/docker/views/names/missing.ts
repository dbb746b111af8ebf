import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { isUserDefined } from '../../networks/find.ts';
import { namesOf } from '../../networks/endpoints/make-endpoints.ts';
import { attachments } from '../../networks/endpoints/attached.ts';
import { common, listed, networkNames } from '../reachability/phrases.ts';
import type { Asked } from './story.ts';

/** A container that has the name somewhere, running or not. */
function ownerOf({ store }: Daemon, name: string): Container | undefined {
  const all = [...store.containers.values()];
  const wanted = name.toLowerCase();
  return (
    all.find((one) => one.name.toLowerCase() === wanted) ??
    all.find((one) =>
      [...one.endpoints.values()].some((endpoint) =>
        (namesOf(one, endpoint) ?? []).some((its) => its.toLowerCase() === wanted),
      ),
    )
  );
}

/** Networks of a container that know names. */
function naming(daemon: Daemon, container: Container): readonly string[] {
  return attachments(daemon, container).flatMap(({ network }) => (isUserDefined(network.name) ? [network.name] : []));
}

/** Why a name is known to nobody whom the asker asks. */
export function whyMissing(daemon: Daemon, { name, asker, sender }: Asked): string {
  const owner = ownerOf(daemon, name);
  if (sender === 'host')
    return 'The host does not ask Docker for names: only containers on networks that somebody made do.';
  if (!owner) return `No container has the name or the alias \`${name}\`.`;
  if (!daemon.live.has(owner.id)) return `${owner.name} does not run: only who runs has a name on its networks.`;
  const own = naming(daemon, sender);
  if (own.length === 0) {
    const mine = networkNames(daemon, sender);
    return mine.length === 0
      ? `${asker} has no network.`
      : `${asker} is on ${listed(mine)} alone, and there Docker answers for no names.`;
  }
  const theirs = naming(daemon, owner);
  if (theirs.length === 0) return `${owner.name} is on no network that knows names.`;
  return common(daemon, sender, owner).some(isUserDefined)
    ? `On ${listed(common(daemon, sender, owner))} ${owner.name} has other names: aliases belong to one network each.`
    : `\`${name}\` is known on ${listed(theirs)} only, and ${asker} is on ${listed(own)}.`;
}

/** What would make the name known. */
export function adviceFor(daemon: Daemon, { name, sender }: Asked): string | undefined {
  const owner = ownerOf(daemon, name);
  if (sender === 'host' || !owner)
    return owner ? `Publish a port of ${owner.name} and ask for 127.0.0.1, or ask from a container.` : undefined;
  if (!daemon.live.has(owner.id)) return `\`docker start ${owner.name}\` starts it.`;
  const shared = common(daemon, sender, owner).find(isUserDefined);
  if (shared !== undefined) return `Ask for another of its names, or connect it to ${shared} with \`--alias ${name}\`.`;
  const [theirs] = naming(daemon, owner);
  if (sender.hostConfig.NetworkMode === 'none') return `Run ${sender.name} on a network.`;
  if (theirs !== undefined) return `\`docker network connect ${theirs} ${sender.name}\` makes it known.`;
  const [own] = naming(daemon, sender);
  return own === undefined
    ? 'Put both on a network of their own: `docker network create` makes one.'
    : `\`docker network connect ${own} ${owner.name}\` makes it known.`;
}
