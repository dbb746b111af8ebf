import { fileEntry, layerOf, stack } from '../../files/index.ts';
import type { Tree, WritableTree } from '../../files/index.ts';
import type { BuildInput } from '../result.ts';

function single(content: string): Tree {
  return stack([layerOf([['/file', fileEntry({ content })]])]);
}

const HOSTS = '127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n';

const FILES: Readonly<Record<string, Tree>> = {
  '/etc/hosts': single(HOSTS),
  '/etc/resolv.conf': single('nameserver 192.168.1.1\n'),
};

/** Mounts the files that BuildKit gives every build container, `extra` names in /etc/hosts; answers the paths to take away again. */
export function attachHosts(into: WritableTree, extra: BuildInput['extraHosts'] = []): string[] {
  const lines = extra.map(({ host, ip }) => `${ip}\t${host}\n`).join('');
  const files = lines === '' ? FILES : { ...FILES, '/etc/hosts': single(`${HOSTS}${lines}`) };
  for (const [path, tree] of Object.entries(files)) into.mount(path, tree, { readonly: true, from: '/file' });
  return Object.keys(FILES);
}
