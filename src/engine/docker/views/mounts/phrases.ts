import type { Looked } from './story.ts';

/** Names of anonymous volumes are ids: twelve digits are enough. */
export function shortName(name: string): string {
  return /^[\da-f]{64}$/.test(name) ? name.slice(0, 12) : name;
}

/** How an image is called. */
export function imageName({ container }: Pick<Looked, 'container'>): string {
  return container.config.Image || container.image.id.replace('sha256:', '').slice(0, 12);
}

/** Where a path comes from, in a sentence. */
export function titleOf(looked: Looked): string {
  const { path, holder, entry } = looked;
  const place = `\`${path}\``;
  if (!entry && holder.kind !== 'own') return `${place} is not there.`;
  switch (holder.kind) {
    case 'bind':
      return `${place} comes from the host: \`${hostPath(looked)}\`.`;
    case 'volume':
      return `${place} comes from the ${holder.mount.anonymous ? 'anonymous ' : ''}volume ${shortName(holder.mount.source)}.`;
    case 'tmpfs':
      return `${place} lies in memory.`;
    case 'docker':
      return `${place} is written by Docker.`;
    case 'kernel':
      return `${place} is made by the kernel and the runtime.`;
    case 'own':
      return holder.change === 'removed'
        ? `${place} was removed in this container.`
        : `${place} lies in the container’s own layer.`;
    case 'image':
      return `${place} comes from the image ${imageName(looked)}.`;
    case 'start':
    case 'none':
      return `${place} is made at the start of each container.`;
  }
}

/** What that means, in a sentence. */
export function whyOf(looked: Looked): string {
  const { holder, entry, runs, container } = looked;
  if (!entry && holder.kind !== 'own')
    return holder.kind === 'none'
      ? 'Neither the image nor the container’s own layer has it. What is made there goes into the container’s own layer.'
      : 'What is made there goes where the folder comes from.';
  switch (holder.kind) {
    case 'bind':
      return 'Container and host see the same files: a change on one side is seen on the other at once.';
    case 'volume':
      return 'A volume lies outside of every container: whoever mounts it sees the same files.';
    case 'tmpfs':
      return runs
        ? 'It is empty at each start, and what is in it is gone at the end.'
        : `${container.name} does not run: nothing of it is left.`;
    case 'docker':
      return 'The engine keeps this file for the container, outside of its layers, and mounts it.';
    case 'kernel':
      return 'It is no file of an image: the runtime mounts it at each start.';
    case 'own':
      return OWN[holder.change];
    case 'image':
      return 'Layers of an image are shared and never change: whoever writes to the file gets a copy in the own layer first.';
    case 'start':
    case 'none':
      return 'Docker makes it where the image does not have it.';
  }
}

const OWN = {
  added: 'The image does not have it: this container made it.',
  changed: 'The image has it too: the container’s copy lies over it.',
  removed: 'The image still has it: a mark in the own layer (whiteout) hides it.',
} as const;

/** Where on the host a path of a bind mount lies. */
export function hostPath({ real, holder }: Looked): string {
  if (!('mount' in holder)) return '';
  const rest = real.slice(holder.mount.target.length);
  return holder.mount.source === '/' ? rest || '/' : `${holder.mount.source}${rest}`;
}

/** Whether what holds the path may be written, whoever writes. */
export function isWritable({ container, over }: Looked): boolean {
  const last = over.at(-1);
  return last ? !last.readonly : !container.hostConfig.ReadonlyRootfs;
}
