import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folders: string[] = [];

/** A copy of the fences (configs only) with one file of our own in the engine. */
function engineWith(text: string, path = 'src/engine/base/probe.ts'): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-fence-'));
  folders.push(folder);
  for (const config of ['tsconfig.json', '.oxlintrc.json', 'src/engine/tsconfig.json', 'src/engine/import-meta.d.ts']) {
    mkdirSync(dirname(join(folder, config)), { recursive: true });
    cpSync(join(root, config), join(folder, config));
  }
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return folder;
}

function tool(bin: string, ...args: string[]) {
  return (folder: string) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { ok: status === 0, text: stdout + stderr };
  };
}
const types = tool('typescript/bin/tsc', '-p', 'src/engine');
const lint = tool('oxlint/bin/oxlint', '--deny-warnings');

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the compiler fence around the engine', () => {
  it('lets plain TypeScript through', () => {
    expect(types(engineWith('export const one: number = 1;\n'))).toEqual({ ok: true, text: '' });
  });
  it.each([
    ['the DOM', 'export const title = document.title;\n', "Cannot find name 'document'"],
    ['timers', 'setTimeout(() => 1, 5);\nexport {};\n', "Cannot find name 'setTimeout'"],
    ['the network', "export const answer = fetch('/');\n", "Cannot find name 'fetch'"],
  ])('stops %s', (_, text, message) => {
    const result = types(engineWith(text));
    expect(result.ok).toBe(false);
    expect(result.text).toContain(message);
  });
  it('stops an import from outside the engine', () => {
    const folder = engineWith("import { x } from '../../outside.ts';\nexport const y = x;\n");
    writeFileSync(join(folder, 'src/outside.ts'), 'export const x = 1;\n');
    expect(types(folder).text).toMatch(/rootDir/);
  });
});

describe('the linter fence around the engine', () => {
  it('lets the allow-list through', () => {
    expect(lint(engineWith("import { sha256 } from '@noble/hashes/sha2.js';\nexport const hash = sha256;\n")).ok).toBe(
      true,
    );
  });
  it.each([
    ['a package outside the allow-list', "import react from 'react';\nexport const x = react;\n", 'allow-list'],
    ['the clock', 'export const now = new Date();\n', 'Date'],
    ['chance', 'export const dice = Math.random();\n', 'Math.random'],
    ['any', 'export function take(x: any): string {\n  return String(x);\n}\n', 'no-explicit-any'],
  ])('stops %s', (_, text, message) => {
    const result = lint(engineWith(text));
    expect(result.ok).toBe(false);
    expect(result.text).toContain(message);
  });
  it('stops a cycle', () => {
    const folder = engineWith("import { b } from './other.ts';\nexport const a = (): number => b();\n");
    writeFileSync(
      join(folder, 'src/engine/base/other.ts'),
      "import { a } from './probe.ts';\nexport const b = (): number => a();\n",
    );
    const result = lint(folder);
    expect(result.ok).toBe(false);
    expect(result.text).toContain('no-cycle');
  });
});
