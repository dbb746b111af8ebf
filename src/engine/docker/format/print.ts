import { compareBytes, type Value } from './value.ts';

/** A float as `%v` prints it. */
export function floatText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A value as fmt's `%v` prints it inside another one. Addresses are made up, always the same. */
export function inner(value: Value): string {
  const hidden = value.kind === 'struct' && value.pointer && value.shown === undefined;
  return hidden ? '0xc000012345' : printed(value);
}

/** A value as fmt's `%v` prints it. Source: Go fmt print.go printValue. */
export function printed(value: Value): string {
  if ('shown' in value && value.shown !== undefined) return value.shown;
  switch (value.kind) {
    case 'nil':
    case 'missing':
    case 'pointer':
      return '<nil>';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'string':
      return value.value;
    case 'slice':
      return `[${(value.items ?? []).map(inner).join(' ')}]`;
    case 'map':
      return `map[${[...(value.entries ?? [])]
        .toSorted(([one], [other]) => compareBytes(one, other))
        .map(([key, item]) => `${key}:${inner(item)}`)
        .join(' ')}]`;
    case 'struct':
      return `{${value.fields.map((one) => inner(one.value)).join(' ')}}`;
  }
}
