import { byText, numberText } from '../value.ts';
import { isShapes, type Shape } from './shape.ts';

/** A shape as Go's json.MarshalIndent prints it with two blanks; `<`, `>` and `&` as Go escapes them. */
export function jsonText(shape: Shape, indent = ''): string {
  if (Array.isArray(shape)) {
    if (shape.length === 0) return '[]';
    return `[\n${shape.map((one) => `${indent}  ${jsonText(one, `${indent}  `)}`).join(',\n')}\n${indent}]`;
  }
  if (isShapes(shape)) {
    if (shape.entries.length === 0) return '{}';
    const entries = shape.sorted ? shape.entries.toSorted(([one], [other]) => byText(one, other)) : shape.entries;
    return `{\n${entries.map(([key, value]) => `${indent}  ${jsonString(key)}: ${jsonText(value, `${indent}  `)}`).join(',\n')}\n${indent}}`;
  }
  if (typeof shape === 'string') return jsonString(shape);
  return typeof shape === 'number' ? numberText(shape) : String(shape);
}

/** Source: Go encoding/json encodeState.string with HTML escaping. */
export function jsonString(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
