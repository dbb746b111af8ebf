import type { Daemon } from '../daemon/daemon.ts';
import type { Image } from '../model.ts';
import { imageOfCatalogue } from './image-from-catalogue.ts';
import { familiarText, readReference, withTag } from './reference.ts';
import { askRegistry } from './transfer/registry.ts';

/** The image behind a FROM: of the host's store, else as a registry has it. */
export function baseImage(daemon: Daemon, reference: string, platform = 'linux/amd64'): Image | undefined {
  const read = readReference(reference);
  if (!read.ok) return undefined;
  const wanted = withTag(read.value);
  const name = familiarText(wanted);
  const local = [...daemon.store.images.values()].find((one) => one.tags.includes(name) && one.platform === platform);
  if (local) return local;
  const answer = askRegistry(daemon, wanted, platform);
  return answer.kind === 'image' ? imageOfCatalogue(answer.image) : undefined;
}
