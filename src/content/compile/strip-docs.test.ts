import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { blanked, REGISTRY, stripDocs } from './strip-docs.ts';

const without = (code: string): string => blanked(code, parseAst(code));
const squeezed = (code: string): string => without(code).replaceAll(/\s+/g, ' ');

describe('docs that the worker does not need', () => {
  it('leave an object that is exported as it stands, by name or through a function', () => {
    expect(squeezed("export default { summary: 'S', name: 'n' };")).toBe("export default { name: 'n' };");
    expect(squeezed("const it = { name: 'n', example: `E` };\nexport default it;")).toBe(
      "const it = { name: 'n', }; export default it;",
    );
    expect(squeezed("export default define({ why: 'W', bad: ['b', { text: 't' }], good: [], check() {} })")).toBe(
      'export default define({ check() {} })',
    );
  });

  it('take their comma along and leave every line where it was', () => {
    const code = "export default {\n  summary: 'S',\n  example: `\n$ a\n`, // e\n  run() {},\n  why: 'W',\n};\n";
    expect(without(code).split('\n')).toHaveLength(code.split('\n').length);
    expect(without(code).indexOf('run')).toBe(code.indexOf('run'));
    expect(squeezed(code)).toBe('export default { run() {}, }; ');
    expect(parseAst(without(code)).body).toHaveLength(1);
  });

  it('stay where they are worked out, or belong to something else', () => {
    for (const code of [
      'export default { summary: text() };',
      'export default { example: `${text}` };',
      'export default { bad: [...list] };',
      "export default { [summary]: 'S' };",
      "export const other = { summary: 'S' }; export default 1;",
      "export default { run() { return { summary: 'S' }; } };",
      "const it = 1; export const other = { why: 'W' }; export default it;",
    ])
      expect(without(code)).toBe(code);
  });

  it('are gone from rules, commands, builtins and checks in a bundle, and nothing else is', async () => {
    const engine = join(import.meta.dirname, '../../engine');
    const modules = ['lint/rules/json-args-recommended', 'programs/coreutils/touch', 'shell/builtins/umask'];
    const out = await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [stripDocs()],
      build: { write: false, lib: { entry: modules.map((path) => join(engine, `${path}.ts`)), formats: ['es'] } },
    });
    const code = JSON.stringify(out);
    expect(code).toContain('JSON arguments recommended for');
    expect(code).toContain('missing file operand');
    for (const word of [
      'sleep 1000',
      'docker stop waits',
      'touch /none/a',
      'Makes empty files',
      'Shows or sets the mask',
    ])
      expect(code).not.toContain(word);
  });

  it('are looked for in every folder of the engine that holds some', () => {
    const engine = join(import.meta.dirname, '../../engine');
    const documented = readdirSync(engine, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .filter((file) => /^ {2}summary:/m.test(readFileSync(join(engine, file), 'utf8')));
    expect(documented.length).toBeGreaterThan(200);
    expect(documented.filter((file) => !REGISTRY.test(`/engine/${file}`))).toEqual([]);
  });
});
