import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom (DESIGN §2); `types` = `import type` only. Nothing else is allowed. */
const ALLOWED: Record<string, { values: readonly string[]; types?: readonly string[] }> = {
  root: { values: ['pages', 'content', 'progress', 'editor', 'ui', 'worker'] },
  pages: { values: ['content', 'progress', 'editor', 'ui', 'worker'], types: ['engine'] },
  editor: { values: ['ui', 'worker'], types: ['engine'] },
  progress: { values: [], types: ['engine'] },
  content: { values: [], types: ['engine'] },
  'content/compile': { values: ['content', 'engine'] },
  // the worker loads base images and packages by itself
  worker: { values: ['engine', 'content'] },
  cli: { values: ['engine', 'content', 'content/compile'] },
  ui: { values: [] },
  'engine/grade': {
    values: ['compose', 'docker', 'builder', 'kernel', 'lint', 'dockerfile', 'files', 'base'].map(engine),
  },
  'engine/compose': { values: ['docker', 'base'].map(engine) },
  'engine/docker': { values: ['builder', 'kernel', 'shell', 'programs', 'files', 'base'].map(engine) },
  'engine/builder': { values: ['lint', 'dockerfile', 'kernel', 'files', 'base'].map(engine) },
  'engine/lint': { values: ['dockerfile', 'files', 'base'].map(engine) },
  'engine/programs': { values: ['shell', 'toolchains', 'javascript', 'kernel', 'files', 'base'].map(engine) },
  'engine/toolchains': { values: ['kernel', 'files', 'base'].map(engine) },
  'engine/javascript': { values: ['toolchains', 'kernel', 'files', 'base'].map(engine) },
  'engine/shell': { values: ['programs', 'kernel', 'files', 'base'].map(engine) },
  'engine/kernel': { values: ['shell', 'programs', 'toolchains', 'files', 'base'].map(engine) },
  'engine/dockerfile': { values: [engine('base')] },
  'engine/files': { values: [engine('base')] },
  'engine/base': { values: [] },
};

function engine(name: string): string {
  return `engine/${name}`;
}

/** The layer that a path below src/ belongs to; the engine's door is `engine`. */
function layerOf(path: string): string {
  const parts = path.split('/');
  if (parts.length === 1) return 'root';
  if (parts[0] === 'engine') return parts.length === 2 ? 'engine' : `engine/${parts[1]}`;
  const own = parts.slice(0, 2).join('/');
  return own === 'content/compile' ? own : (parts[0] ?? 'root');
}

const IMPORT =
  /^\s*(import|export)\s+(type\s+)?[^'"`;]*?from\s*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]\s*\)|^\s*import\s+['"](\.[^'"]+)['"]/gm;

interface Violation {
  readonly file: string;
  readonly imports: string;
}

/** Every import of `text` (a file at `path` below src/) that the table does not allow. */
function violations(path: string, text: string): Violation[] {
  const from = layerOf(path);
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[3] ?? match[4] ?? match[5] ?? '';
    const target = join(dirname(path), specifier.replace(/\?.*$/, ''));
    if (target.startsWith('..'))
      return target.startsWith('../content/') || target.startsWith('../package.json')
        ? []
        : [{ file: path, imports: target }];
    const to = layerOf(target);
    return allowed({ from, to, typeOnly: match[2] !== undefined }) ? [] : [{ file: path, imports: target }];
  });
}

function allowed({ from, to, typeOnly }: { from: string; to: string; typeOnly: boolean }): boolean {
  if (from === to || (from === 'engine' && to.startsWith('engine/'))) return true;
  const rule = ALLOWED[from];
  const covers = (names: readonly string[] = []) =>
    names.some((name) => to === name || (to.startsWith(`${name}/`) && name !== 'content' && name !== 'worker'));
  return covers(rule?.values) || (typeOnly && covers(rule?.types));
}

describe('the import diagram', () => {
  it('holds for every file of src/', () => {
    const root = import.meta.dirname;
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /(?<!\.test|\.d)\.tsx?$/.test(file) && !/\/(?:testing|golden)\//.test(file),
    );
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap((file) =>
      violations(file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['engine/files/tree.ts', "import { x } from '../dockerfile/index.ts';"],
    ['engine/shell/run.ts', "import { build } from '../builder/index.ts';"],
    ['pages/home/home.tsx', "import { parse } from '../../engine/dockerfile/index.ts';"],
    ['ui/tabs/tabs.tsx', "import { store } from '../../progress/index.ts';"],
    ['ui/tabs/tabs.tsx', "const page = await import('../../pages/home/home.tsx');"],
    ['content/index.ts', "import { markdown } from './compile/markdown.ts';"],
    ['progress/store.ts', "import './../pages/home/home.tsx';"],
  ])('refuses %s with %s', (path, text) => {
    expect(violations(path, text)).toHaveLength(1);
  });

  it.each([
    ['pages/home/home.tsx', "import type { Result } from '../../engine/grade/check.ts';"],
    ['engine/builder/build.ts', "import { parse } from '../dockerfile/index.ts';"],
    ['engine/index.ts', "import { build } from './builder/index.ts';"],
    ['worker/entry.ts', "import { examine } from '../engine/index.ts';"],
  ])('lets %s with %s through', (path, text) => {
    expect(violations(path, text)).toEqual([]);
  });
});
