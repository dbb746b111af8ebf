/**
 * Layered file trees: immutable stacks of layers with owners, modes, links and sizes, and a private writable overlay per
 * step. Left out: times, extended attributes, bytes of files that are not text, hard links across layers.
 */
export { actingAs, mayExecute, mayRead, mayWrite, permits, reach, type Right } from './access.ts';
export { afterExec, CAPABILITIES, capable, hasBit, hexOf, maskOf } from './capabilities.ts';
export { changes, layerBetween, type Change, type Changes } from './changes.ts';
export {
  byteLength,
  contentDigest,
  contentsOf,
  directoryEntry,
  fileCount,
  fileEntry,
  fingerprint,
  sameEntry,
  storedBytes,
  symlinkEntry,
} from './entry.ts';
export { layerOf, plainLayer, type PlainEntry } from './layer.ts';
export { mountOf } from './mount.ts';
export { overlay, sameFiles, sealed } from './overlay.ts';
export { basename, clean, dirname, isWithin, join, parents } from './paths.ts';
export { seed } from './seed.ts';
export { emptyTree, stack } from './stack.ts';
export type { Credentials, Entry, Errno, Layer, NewFile, Owner, Program, Result, Tree, WritableTree } from './tree.ts';
