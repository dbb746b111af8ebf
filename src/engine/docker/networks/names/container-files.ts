import { emptyTree, overlay, type WritableTree } from '../../../files/index.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { Container } from '../../model.ts';
import { isUserDefined } from '../find.ts';
import { hostsFile } from './hosts-file.ts';
import { attachments } from '../endpoints/attached.ts';
import { resolvConf } from './resolv-conf.ts';

/** Files that Docker keeps for a container outside of its layers. */
const kept = new WeakMap<Container, WritableTree>();
/** What was last written to them: a resolv.conf that was edited since is left alone. */
const written = new WeakMap<Container, string>();

/** The files of a container that runs, with everything mounted. */
const views = new WeakMap<Container, WritableTree>();

/** Makes the files of a container that starts. `like`: the container whose network it shares, which has them already. */
export function makeFiles(daemon: Daemon, container: Container, like?: Container): void {
  const files = like ? kept.get(like) : (kept.get(container) ?? overlay(emptyTree()));
  if (!files) return;
  kept.set(container, files);
  container.hostnamePath = `/var/lib/docker/containers/${(like ?? container).id}/hostname`;
  if (!like) writeFiles(daemon, container);
}

/** Mounts /etc/hosts, /etc/hostname and /etc/resolv.conf over the files of a container that starts; they are no part of its layer. */
export function mountFiles(container: Container, tree: WritableTree): void {
  views.set(container, tree);
  const files = kept.get(container);
  if (!files) return;
  const taken = new Set(container.mounts.map(({ Destination }) => Destination));
  for (const name of ['hosts', 'hostname', 'resolv.conf'])
    if (!taken.has(`/etc/${name}`))
      tree.mount(`/etc/${name}`, files, { readonly: container.hostConfig.ReadonlyRootfs, from: `/${name}` });
}

/** The files of a container as its processes see them. */
export function viewOf(container: Container): WritableTree {
  return views.get(container) ?? container.tree;
}

/** Writes /etc/hosts again: addresses came or went. */
export function writeHosts(daemon: Daemon, container: Container): void {
  const own = daemon.hostTree.read('/etc/hosts');
  const host = container.hostConfig.NetworkMode === 'host' && !container.hostConfig.ExtraHosts;
  const text = host ? ((own.ok ? own.value : undefined) ?? '') : hostsFile(daemon, container);
  kept.get(container)?.write('/hosts', { content: text });
}

/** Writes them as they have to be now: after a start, and when networks come or go. */
export function writeFiles(daemon: Daemon, container: Container): void {
  const files = kept.get(container);
  if (!files) return;
  writeHosts(daemon, container);
  const host = container.hostConfig.NetworkMode === 'host';
  const own = (name: string): string => {
    const read = daemon.hostTree.read(`/etc/${name}`);
    return (read.ok ? read.value : undefined) ?? '';
  };
  const embedded = attachments(daemon, container).some(({ network }) => isUserDefined(network.name));
  const { Dns, DnsSearch, DnsOptions } = container.hostConfig;
  const plain = host && Dns.length + DnsSearch.length + DnsOptions.length === 0;
  // the file tells the name that the kernel has, which `hostname` prints
  const shared = container.hostConfig.UTSMode === 'host' ? daemon.profile.hostname : container.config.Hostname;
  files.write('/hostname', { content: `${shared || container.id.slice(0, 12)}\n` });
  const before = files.read('/resolv.conf');
  if (before.ok && before.value !== written.get(container)) return;
  const text = plain ? own('resolv.conf') : resolvConf(daemon, container, embedded);
  written.set(container, text);
  files.write('/resolv.conf', { content: text });
}
