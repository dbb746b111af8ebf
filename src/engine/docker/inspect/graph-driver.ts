import { digestOf } from '../../base/digest.ts';

const ROOT = '/var/lib/docker/overlay2';

function folderOf(name: string): string {
  return digestOf('overlay2', name)
    .replace(/^sha256:/, '')
    .slice(0, 64);
}

/** Folders of the overlay2 driver: of a container's own layer over its image, or of an image's topmost layer. */
export function layerFolders(own: string, below: readonly string[]): Record<string, string> {
  const folder = `${ROOT}/${folderOf(own)}`;
  const lower = [`${folder}-init/diff`, ...below.toReversed().map((layer) => `${ROOT}/${folderOf(layer)}/diff`)];
  return {
    LowerDir: lower.join(':'),
    MergedDir: `${folder}/merged`,
    UpperDir: `${folder}/diff`,
    WorkDir: `${folder}/work`,
  };
}

/** The same of an image: its lowest layer has nothing below. */
export function imageFolders(layers: readonly string[]): Record<string, string> {
  const [top = '', ...below] = layers.toReversed();
  const folder = `${ROOT}/${folderOf(top)}`;
  return {
    ...(below.length > 0 ? { LowerDir: below.map((layer) => `${ROOT}/${folderOf(layer)}/diff`).join(':') } : {}),
    MergedDir: `${folder}/merged`,
    UpperDir: `${folder}/diff`,
    WorkDir: `${folder}/work`,
  };
}
