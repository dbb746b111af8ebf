import type { Attempt, LogEntry } from '../engine/grade/check.ts';
import { attempt as readAttempt, byPath, json, list, object, text, whole } from './readers.ts';

/** Longest fragment that is written or read: chat programs and proxies cut longer addresses. */
export const LINK_LIMIT = 32_000;
/** Most bytes that a fragment may unpack to. */
export const UNPACKED_LIMIT = 2_000_000;

export type Opened = { readonly ok: true; readonly attempt: Attempt } | { readonly ok: false; readonly reason: string };

/** `#s=1.…` holding files and log of an attempt, not its predictions (the receiver is to make those); undefined when it would be too long for an address. */
export async function linkFragment(attempt: Attempt): Promise<string | undefined> {
  const files = Object.entries(attempt.files).map(([path, file]) => [
    path,
    file.mode === 0o644 ? file.text : [file.text, file.mode],
  ]);
  const source = JSON.stringify({ f: Object.fromEntries(files), ...(attempt.log.length ? { l: attempt.log } : {}) });
  const bytes = new TextEncoder().encode(source);
  if (bytes.length > UNPACKED_LIMIT) return undefined;
  const packed = await gather(through(bytes, new CompressionStream('deflate-raw')), UNPACKED_LIMIT);
  const fragment = packed && `#s=1.${base64url(packed)}`;
  return fragment && fragment.length <= LINK_LIMIT ? fragment : undefined;
}

/** True when the fragment of an address claims to hold an attempt. */
export function holdsAttempt(fragment: string): boolean {
  return fragment.startsWith('#s=');
}

/** The attempt in a fragment. Anything may stand there: size, form and unpacked size are checked. Never rejects. */
export async function openFragment(fragment: string): Promise<Opened> {
  const match = /^#s=(\d{1,3})\.([\w-]*)$/.exec(fragment.length <= LINK_LIMIT ? fragment : '');
  if (fragment.length > LINK_LIMIT) return { ok: false, reason: 'The link is longer than Drydock writes them.' };
  if (!match) return { ok: false, reason: 'The link is damaged: a part of it may be missing.' };
  if (match[1] !== '1')
    return { ok: false, reason: 'The link comes from a newer Drydock. Reload to get the newest version.' };
  try {
    const bytes = await gather(
      through(fromBase64url(match[2] ?? ''), new DecompressionStream('deflate-raw')),
      UNPACKED_LIMIT,
    );
    if (!bytes) return { ok: false, reason: 'The link unpacks to more than 2 MB and was not opened.' };
    const attempt = readShared(json(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (attempt) return { ok: true, attempt };
  } catch {
    // not deflate, not UTF-8: said below
  }
  return { ok: false, reason: 'The link is damaged: what it holds is no attempt.' };
}

function readShared(value: unknown): Attempt | undefined {
  const members = object(value);
  const files = byPath(members?.['f'], (entry) => {
    if (typeof entry === 'string') return { text: entry, mode: 0o644 };
    const [content, mode] = Array.isArray(entry) ? [text(entry[0]), whole(entry[1])] : [];
    return content === undefined || mode === undefined ? undefined : { text: content, mode };
  });
  const log = list<LogEntry>(members?.['l'] ?? [], (entry) => readAttempt({ files: {}, log: [entry] })?.log[0]);
  return files && log ? readAttempt({ files, log }) : undefined;
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(transform);
}

/** All bytes of a stream; undefined, with the stream cancelled, once there are more than `limit`. */
async function gather(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    parts.push(next.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(encoded: string): Uint8Array<ArrayBuffer> {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
