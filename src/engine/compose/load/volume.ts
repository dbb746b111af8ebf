import { invalid, mapping, type Loaded, type Mapping } from '../value.ts';

const PROPAGATIONS = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'];

/** The short form of a mount of a service, `SOURCE:TARGET:OPTIONS`, in its long form. Source: compose-go format/volume.go ParseVolume. */
export function parseVolume(spec: string): Loaded<Mapping> {
  if (spec === '') return invalid('invalid empty volume spec');
  const volume = mapping();
  if (spec.length <= 2) {
    volume['type'] = 'volume';
    volume['target'] = spec;
    return { ok: true, value: volume };
  }
  const parts = split(spec);
  const bad = (why: string): Loaded<Mapping> => invalid(`invalid spec: ${spec}: ${why}`);
  if (parts.includes('')) return bad('empty section between colons');
  if (parts.length > 3) return bad('too many colons');
  const [first = '', second, options] = parts;
  if (second !== undefined) volume['source'] = first;
  volume['target'] = second ?? first;
  const bind = second !== undefined && isPath(first);
  volume['type'] = bind ? 'bind' : 'volume';
  const own = mapping();
  for (const option of options?.split(',') ?? []) {
    if (option === 'ro') volume['read_only'] = true;
    else if (option === 'rw') delete volume['read_only'];
    else if (option === 'nocopy') volume['volume'] = mapping([['nocopy', true]]);
    else if (PROPAGATIONS.includes(option)) own['propagation'] = option;
    else if (option === 'z' || option === 'Z') own['selinux'] = option;
  }
  if (bind) volume['bind'] = mapping([...Object.entries(own), ['create_host_path', true]]);
  else {
    if (Object.keys(own).length > 0) volume['bind'] = own;
    volume['volume'] ??= mapping();
  }
  return { ok: true, value: volume };
}

/** Colons part, but not the one after a drive letter. */
function split(spec: string): string[] {
  const parts = [''];
  for (const char of spec) {
    const last = parts.at(-1) ?? '';
    if (char === ':' && !/^[A-Za-z]$/.test(last)) parts.push('');
    else parts[parts.length - 1] = last + char;
  }
  return parts;
}

function isPath(source: string): boolean {
  return /^(?:[./~]|\\\\|[A-Za-z]:)/.test(source);
}
