/** Values of flags of type `strings`: lists within one value are taken apart at commas. Source: pflag string_slice.go. */
export function commaList(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(','));
}

/** `key=value` pairs; a key alone has an empty value. Source: docker/cli opts ConvertKVStringsToMap. */
export function pairs(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    values.map((value) => {
      const at = value.indexOf('=');
      return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
    }),
  );
}
