import { fileEntry, layerOf, stack } from '../../files/index.ts';
import type { Tree, WritableTree } from '../../files/index.ts';

function single(content: string): Tree {
  return stack([layerOf([['/file', fileEntry({ content })]])]);
}

const FILES: Readonly<Record<string, Tree>> = {
  '/etc/hosts': single('127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n'),
  '/etc/resolv.conf': single('nameserver 192.168.1.1\n'),
};

/** Mounts the files that BuildKit gives every build container; answers the paths to take away again. */
export function attachHosts(into: WritableTree): string[] {
  for (const [path, tree] of Object.entries(FILES)) into.mount(path, tree, { readonly: true, from: '/file' });
  return Object.keys(FILES);
}
