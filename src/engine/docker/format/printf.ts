import { utf8 } from './utf8.ts';
import { floatText, inner, printed } from './print.ts';
import { str, typeOf, type Value } from './value.ts';

const SPEC = /%([-+# 0]*)(\d+|\*)?(?:\.(\d+)?)?(.)/gsu;

/** fmt.Sprintf over values: the verbs v s q d x X o b t f e g c U T and %%, with width, precision and flags. Source: Go fmt. */
export function printf(format: string, args: readonly Value[]): string {
  const parts: string[] = [];
  let next = 0;
  let last = 0;
  for (const match of format.matchAll(SPEC)) {
    const [all, flags = '', width, precision, verb = ''] = match;
    parts.push(format.slice(last, match.index));
    last = match.index + all.length;
    if (verb === '%') {
      parts.push('%');
      continue;
    }
    const value = args[next++];
    parts.push(
      value
        ? single(verb, value, { flags, width, precision: precision ?? (all.includes('.') ? '0' : undefined) })
        : `%!${verb}(MISSING)`,
    );
  }
  const text = parts.join('') + format.slice(last);
  if (next >= args.length) return text;
  const extra = args.slice(next).map((value) => `${typeOf(value)}=${printed(value)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function single(verb: string, value: Value, how: How & { readonly width: string | undefined }): string {
  const shown = verbText(verb, value, how) ?? `%!${verb}(${typeOf(value)}=${printed(value)})`;
  return pad(shown, { flags: how.flags, width: how.width, numeric: value.kind === 'int' || value.kind === 'float' });
}

function pad(
  text: string,
  { flags, width, numeric }: { flags: string; width: string | undefined; numeric: boolean },
): string {
  const wanted = Number(width ?? 0);
  const missing = wanted - Array.from(text).length;
  if (missing <= 0 || Number.isNaN(missing)) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || !numeric) return ' '.repeat(missing) + text;
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

interface How {
  readonly flags: string;
  readonly precision: string | undefined;
}

function verbText(verb: string, value: Value, how: How): string | undefined {
  if (verb === 'T') return typeOf(value);
  if (verb === 'v')
    return how.flags.includes('#') && value.kind === 'string' ? JSON.stringify(value.value) : inner(value);
  switch (value.kind) {
    case 'string':
      return stringVerb(verb, value.value, how);
    case 'int':
      return intVerb(verb, value.value, how);
    case 'float':
      return floatVerb(verb, value.value, how);
    case 'bool':
      return verb === 't' ? String(value.value) : undefined;
    default:
      return composite(verb, value, how);
  }
}

/** A list, map or struct: the verb goes to everything in it. */
function composite(verb: string, value: Value, how: How): string | undefined {
  const each = (item: Value): string =>
    item.kind === 'nil' || item.kind === 'missing'
      ? '<nil>'
      : (verbText(verb, item, how) ?? `%!${verb}(${typeOf(item)}=${printed(item)})`);
  switch (value.kind) {
    case 'slice':
      return `[${(value.items ?? []).map(each).join(' ')}]`;
    case 'map':
      return `map[${[...(value.entries ?? [])].map(([key, item]) => `${each(str(key))}:${each(item)}`).join(' ')}]`;
    case 'struct':
      return value.shown ?? `{${value.fields.map((one) => each(one.value)).join(' ')}}`;
    default:
      return undefined;
  }
}

function stringVerb(verb: string, text: string, { precision }: How): string | undefined {
  const cut = precision === undefined ? text : Array.from(text).slice(0, Number(precision)).join('');
  if (verb === 's') return cut;
  if (verb === 'q') return JSON.stringify(cut);
  if (verb !== 'x' && verb !== 'X') return undefined;
  const hex = Array.from(utf8(cut), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return verb === 'x' ? hex : hex.toUpperCase();
}

function intVerb(verb: string, value: number, { flags }: How): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : '';
  const base = { d: 10, x: 16, X: 16, o: 8, b: 2 }[verb];
  if (base !== undefined) {
    const prefix = flags.includes('#') ? ({ x: '0x', X: '0X', o: '0' }[verb] ?? '') : '';
    const digits = Math.abs(value).toString(base);
    return `${value < 0 ? '-' : sign}${prefix}${verb === 'X' ? digits.toUpperCase() : digits}`;
  }
  if (verb === 'c') return String.fromCodePoint(value);
  if (verb === 'q') return `'${String.fromCodePoint(value)}'`;
  return verb === 'U' ? `U+${value.toString(16).toUpperCase().padStart(4, '0')}` : undefined;
}

function floatVerb(verb: string, value: number, { flags, precision }: How): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : '';
  if (verb === 'f' || verb === 'F') return sign + value.toFixed(Math.min(100, Number(precision ?? 6)));
  if (verb === 'e')
    return sign + value.toExponential(Math.min(100, Number(precision ?? 6))).replace(/e([+-])(\d)$/, 'e$10$2');
  if (verb === 'g')
    return (
      sign +
      (precision === undefined
        ? floatText(value)
        : floatText(Number(value.toPrecision(Math.max(1, Math.min(100, Number(precision)))))))
    );
  return undefined;
}
