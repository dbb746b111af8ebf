import { clone, invalid, isMapping, text, type Loaded, type Mapping, type Refused, type Value } from '../value.ts';
import { mergeService } from './merge.ts';

/** Services of another file, paths made absolute, with the way that files name it. */
export interface Other {
  readonly services: Mapping;
  /** Its absolute path. */
  readonly file: string;
}

/** What extending needs of its surroundings. */
export interface Extending {
  /** The file that services stand in, as messages name it. */
  readonly file: string;
  /** Loads a file that `extends: { file }` of a service names. */
  readonly load: (path: string) => Loaded<{ services: Value | undefined; file: string }>;
  /** What has led here: `service in file`. */
  /** Takes away what `!reset` and `!override` of this file mark, from services as a whole. */
  readonly reset: (services: Mapping) => Mapping;
  readonly trail: readonly { readonly service: string; readonly file: string }[];
}

/** Most services that one may extend through. */
const LONGEST = 100;

/** Lays services over those that they extend, in place. Source: compose-go loader/extends.go. */
export function applyExtends(file: Mapping, extending: Extending): Loaded<undefined> {
  if (!('services' in file)) return { ok: true, value: undefined };
  const { services } = file;
  if (!isMapping(services)) return invalid('services must be a mapping');
  for (const name of Object.keys(services)) {
    const made = extend(name, services, extending);
    if (!made.ok) return made;
    services[name] = made.value;
  }
  return { ok: true, value: undefined };
}

function extend(name: string, services: Mapping, extending: Extending): Loaded<Value> {
  const service = services[name] ?? null;
  if (service === null) return { ok: true, value: null };
  if (!isMapping(service)) return invalid(`services.${name} must be a mapping`);
  const asked = service['extends'];
  if (asked === undefined) return { ok: true, value: service };
  const ref = isMapping(asked) ? asked['service'] : asked;
  // the schema says what is wrong with anything else
  if (typeof ref !== 'string') return { ok: true, value: service };
  const path = isMapping(asked) ? asked['file'] : undefined;
  const base =
    path === undefined || path === null
      ? here(name, ref, { services, extending })
      : elsewhere(name, { ref, path: text(path) }, extending);
  if (!base.ok) return base;
  const trail = [...extending.trail, { service: name, file: base.value.file }];
  const again = extending.trail.some((one) => one.service === name && one.file === base.value.file);
  if (again || trail.length > LONGEST) return circular(trail);
  const extended = extend(ref, base.value.services, { ...extending, ...base.value, trail });
  if (!extended.ok || !isMapping(extended.value)) return extended.ok ? { ok: true, value: service } : extended;
  const kept = extending.reset({ [name]: clone(extended.value) })[name];
  const merged = mergeService(isMapping(kept) ? kept : {}, service);
  if (!merged.ok) return merged;
  delete merged.value['extends'];
  return merged;
}

function here(
  name: string,
  ref: string,
  { services, extending }: { services: Mapping; extending: Extending },
): Loaded<Other> {
  return ref in services
    ? { ok: true, value: { services, file: extending.file } }
    : invalid(`cannot extend service "${name}" in ${extending.file}: service "${ref}" not found`);
}

function elsewhere(name: string, { ref, path }: { ref: string; path: string }, extending: Extending): Loaded<Other> {
  const loaded = extending.load(path);
  if (!loaded.ok) return loaded;
  const { services, file } = loaded.value;
  if (services === undefined) return invalid(`cannot extend service "${name}" in ${file}: no services section`);
  if (!isMapping(services)) return invalid(`cannot extend service "${name}" in ${file}: services must be a mapping`);
  return ref in services
    ? { ok: true, value: { services, file: path } }
    : invalid(`cannot extend service "${name}" in ${extending.file}: service "${ref}" not found in ${path}`);
}

function circular(trail: readonly { readonly service: string; readonly file: string }[]): Refused {
  const [first, ...others] = trail;
  return invalid(
    [
      'Circular reference:',
      `  ${first?.service ?? ''} in ${first?.file ?? ''}`,
      ...others.map(({ service, file }) => `  extends ${service} in ${file}`),
    ].join('\n'),
  );
}
