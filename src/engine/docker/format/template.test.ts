import { describe, expect, it } from 'vitest';
import { provesSuite } from '../../../cli/fidelity/proves-suite.ts';
import { render, template } from './template.ts';
import { int, str, struct, field, pointer, strings, stringMap } from './value.ts';

await provesSuite('templates');

const typed = struct(
  'types.Thing',
  [
    field('ID', str('abc'), 'Id'),
    field('Limit', pointer(null, '*int64')),
    field('Grace', pointer(int(10, 'int'), '*int')),
    field('Mode', str('bridge', 'container.NetworkMode')),
    field('Args', strings(['a', 'b'])),
    field('Labels', stringMap({ k: 'v' })),
    field('Health', { kind: 'pointer', type: '*types.Health', fields: ['Status'] }),
  ],
  true,
);

function shown(text: string): string {
  const parsed = template(text);
  if (!parsed.ok) return parsed.message;
  const { text: out, problem } = render(parsed.value, typed);
  return problem ?? out;
}

describe('Go templates over typed values', () => {
  it('knows fields by their names in Go', () => {
    expect(shown('{{.ID}} {{.Grace}} {{.Mode}}')).toBe('abc 10 bridge');
    expect(shown('{{.Id}}')).toBe(
      'template: :1:2: executing "" at <.Id>: can\'t evaluate field Id in type *types.Thing',
    );
  });
  it('prints a nil pointer as <nil> and a missing key as <no value>', () => {
    expect(shown('{{.Limit}} {{.Labels.k}} {{.Labels.zz}}')).toBe('<nil> v <no value>');
    expect(shown('{{if .Limit}}yes{{else}}no{{end}}')).toBe('no');
  });
  it('says which pointer is nil', () => {
    expect(shown('{{.Health.Status}}')).toBe(
      'template: :1:9: executing "" at <.Health.Status>: nil pointer evaluating *types.Health.Status',
    );
  });
  it('gives functions only the types they take', () => {
    expect(shown('{{join .Args "+"}} {{upper .ID}}')).toBe('a+b ABC');
    expect(shown('{{upper .Mode}}')).toBe(
      'template: :1:8: executing "" at <.Mode>: wrong type for value; expected string; got container.NetworkMode',
    );
  });
  it('encodes by the names in JSON', () => {
    expect(shown('{{json .}}')).toBe(
      '{"Id":"abc","Limit":null,"Grace":10,"Mode":"bridge","Args":["a","b"],"Labels":{"k":"v"},"Health":null}',
    );
  });
  it('ends ranges within ranges', () => {
    expect(shown('{{range 9999}}{{range 9999}}x{{end}}{{end}}')).toContain('output too long');
  });
});
