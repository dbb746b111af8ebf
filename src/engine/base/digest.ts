import { sha256, utf8 } from './sha256.ts';

/** `sha256:` and 64 hex digits of the UTF-8 bytes of `text`: the identity of contents, layers and cache keys. */
export function digest(text: string): string {
  return `sha256:${sha256(utf8(text))}`;
}

/** One digest for an ordered list of parts; parts cannot run into each other. */
export function digestOf(...parts: readonly string[]): string {
  return digest(JSON.stringify(parts));
}
