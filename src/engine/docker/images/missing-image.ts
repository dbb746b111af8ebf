import { familiarText, readReference, withTag } from './reference.ts';

/** What the daemon says about an image it does not have. Source: moby daemon/images/image.go GetImage; recorded, img-pull. */
export function missingImage(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return `No such image: sha256:${text}`;
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return `No such image: ${text}`;
  const read = readReference(text);
  // sha256:… of less than 64 digits reads as a repository with a tag
  return read.ok ? `No such image: ${familiarText(withTag(read.value))}` : read.message;
}
