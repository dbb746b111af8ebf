import { byteLength } from '../../files/index.ts';

/** A `-v` as the client cuts it: where it comes from, when it comes from anywhere, and where it goes. */
export interface VolumeSpec {
  /** Undefined: an anonymous volume. */
  readonly source: string | undefined;
  readonly target: string;
}

export type ParsedVolume =
  { readonly ok: true; readonly value: VolumeSpec } | { readonly ok: false; readonly message: string };

/**
 * Cuts the value of `-v` at its colons; a colon after a single letter belongs to a Windows drive, so `x:/data` is one path. Refused
 * in the client's words. Source: docker/cli cli/compose/loader/volume.go ParseVolume; recorded, vol-v-errors.
 */
export function parseVolume(spec: string): ParsedVolume {
  if (spec === '') return { ok: false, message: 'invalid empty volume spec' };
  if (byteLength(spec) <= 2) return { ok: true, value: { source: undefined, target: spec } };
  const fields: string[] = [];
  let field = '';
  const wrong = (why: string): ParsedVolume => ({ ok: false, message: `invalid spec: ${spec}: ${why}` });
  for (const char of [...spec, undefined]) {
    if (char !== undefined && (char !== ':' || /^\p{L}$/u.test(field))) {
      field += char;
      continue;
    }
    if (field === '') return wrong('empty section between colons');
    if (fields.length === 2 && char === ':') return wrong('too many colons');
    fields.push(field);
    field = '';
  }
  const [first = '', second] = fields;
  return {
    ok: true,
    value: second === undefined ? { source: undefined, target: first } : { source: first, target: second },
  };
}
