import { numberText } from '../value.ts';
import { plainScalar } from '../yaml/scalar.ts';
import { byKey } from './order.ts';
import { isShapes, type Shape, type Shapes } from './shape.ts';

/** A shape as gopkg.in/yaml.v3 prints it with an indent of two, ending in a line break. Source: yaml.v3 encode.go, emitterc.go. */
export function yamlText(shape: Shapes): string {
  return shape.entries.length === 0 ? '{}\n' : `${block(shape, 0).join('\n')}\n`;
}

function block(shape: Shapes | Shape[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  if (Array.isArray(shape))
    return shape.flatMap((one) => {
      if (Array.isArray(one) ? one.length === 0 : !isShapes(one) || one.entries.length === 0)
        return [`${pad}- ${scalarOf(one, indent + 2)}`];
      const [first = '', ...others] = block(one as Shapes | Shape[], indent + 2);
      return [`${pad}- ${first.slice(indent + 2)}`, ...others];
    });
  const entries = shape.sorted ? shape.entries.toSorted(([one], [other]) => byKey(one, other)) : shape.entries;
  return entries.flatMap(([key, value]) => {
    const name = `${pad}${inline(key)}:`;
    const nested = Array.isArray(value) ? value.length > 0 : isShapes(value) && value.entries.length > 0;
    return nested
      ? [name, ...block(value as Shapes | Shape[], indent + 2)]
      : [`${name} ${scalarOf(value, indent + 2)}`];
  });
}

function scalarOf(value: Shape, indent: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return '[]';
  if (isShapes(value)) return '{}';
  if (typeof value === 'number') return yamlNumber(value);
  if (typeof value === 'boolean') return String(value);
  return value.includes('\n') && !special(value) ? literal(value, indent) : inline(value);
}

function yamlNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return numberText(value);
}

/** Words of YAML 1.1 that old readers take for booleans. Source: yaml.v3 encode.go isOldBool. */
const OLD_BOOL = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?.*)?$/;

function inline(text: string): string {
  const ambiguous =
    typeof plainScalar(text) !== 'string' || OLD_BOOL.test(text) || BASE_60.test(text) || TIMESTAMP.test(text);
  if (ambiguous || text.includes('\n') || text.includes('\t') || special(text)) return doubleQuoted(text);
  return plainAllowed(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Characters that only a double-quoted scalar can hold. */
function special(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/.test(text);
}

function plainAllowed(text: string): boolean {
  if (/^[ ]|[ ]$|\t/.test(text)) return false;
  if (/^(?:---|\.\.\.)/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text)) return false;
  if (/^[?:-](?:\s|$)/.test(text)) return false;
  return !/:(?:\s|$)|\s#/.test(text);
}

/** Source: emitterc.go yaml_emitter_write_double_quoted. */
function doubleQuoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\u0000': '\\0',
    '\u0007': '\\a',
    '\b': '\\b',
    '\t': '\\t',
    '\n': '\\n',
    '\u000b': '\\v',
    '\f': '\\f',
    '\r': '\\r',
    '\u001b': '\\e',
    '"': '\\"',
    '\\': '\\\\',
    '\u0085': '\\N',
    '\ufeff': '\\uFEFF',
  };
  const body = [...text]
    .map((char) => {
      const code = char.codePointAt(0) ?? 0;
      if (escapes[char] !== undefined) return escapes[char];
      return code < 0x20 || (code >= 0x7f && code < 0xa0)
        ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
        : char;
    })
    .join('');
  return `"${body}"`;
}

/** Source: emitterc.go yaml_emitter_write_literal_scalar, block_scalar_hints. */
function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = text.endsWith('\n') ? (text.endsWith('\n\n') || text === '\n' ? '+' : '') : '-';
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const pad = ' '.repeat(indent);
  return [`|${hint}${chomp}`, ...lines.map((line) => (line === '' ? '' : pad + line))].join('\n');
}
