import { readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { runnerImport } from 'vite';
import type { InlineConfig, Plugin } from 'vite';
import { exercisesIn } from './course.ts';
import { readExercise, readExerciseMeta, readSolution } from './exercise.ts';
import type { FigureView, Workspace } from '../model.ts';
import type { CheckKinds } from './front-matter.ts';
import { readLesson, readLessonMeta } from './lesson.ts';
import type { LessonOptions } from './lesson.ts';
import { isDrawn } from './markdown.ts';
import { yamlModules } from './yaml.ts';

/** `…/content/lessons/01-a/lesson.md?meta` and its kin, as src/content/index.ts asks for them. */
const MODULE = /^(.*[\\/]content[\\/]lessons[\\/].*\.md)\?(meta|lesson|exercise|solution)\b/;

/**
 * Turns content/ into modules at build time: `?meta`, `?lesson`, `?exercise`, `?solution`. Nothing of the pipeline ships, and
 * accepts/ and rejects/ are never read. A mistake in content stops the build with file, line and key.
 */
export function content({ paint }: ContentOptions = {}): Plugin {
  let base = '/';
  let draw: Draw | undefined;
  let kinds: Promise<CheckKinds> | undefined;
  return {
    name: 'drydock-content',
    enforce: 'pre',
    configResolved(config) {
      base = config.base;
      if (paint) draw = drawer(join(config.root, paint));
    },
    load: {
      filter: { id: MODULE },
      async handler(id) {
        const [, file = '', part = ''] = MODULE.exec(id) ?? [];
        const folder = dirname(file);
        for (const read of filesRead(folder, part)) this.addWatchFile(read);
        const value = await compile(part, {
          folder,
          lesson: file.endsWith('lesson.md'),
          base,
          kinds: await (kinds ??= loadKinds()),
          draw,
        });
        return { code: `export default ${JSON.stringify(value)};`, moduleType: 'js', map: null };
      },
    },
    hotUpdate({ file, modules }) {
      // A file of a starter or a demo is no module: whoever was compiled from it is.
      const owners = [...this.environment.moduleGraph.idToModuleMap.values()].filter((module) => {
        const match = MODULE.exec(module.id ?? '');
        return match?.[1] !== undefined && file.startsWith(dirname(match[1]).replaceAll('\\', '/') + '/');
      });
      const fresh = owners.filter((owner) => !modules.includes(owner));
      return fresh.length ? [...modules, ...fresh] : undefined;
    },
  };
}

/** Kinds of checks are a glob of the engine, which only Vite resolves: it is run through Vite, once. */
async function loadKinds(): Promise<CheckKinds> {
  const door = join(import.meta.dirname, '../../engine/grade/check-kinds.ts');
  const { module } = await runnerImport<{ checkKinds: CheckKinds }>(door, { configFile: false, logLevel: 'error' });
  return module.checkKinds;
}

/** What the page draws figures with: the path of a module that exports `paint(figure, id)`, run through Vite like the engine. */
export interface ContentOptions {
  readonly paint?: string;
}

type Draw = NonNullable<LessonOptions['draw']>;

/** Builds what lessons draw, and has it painted. Engine, images and painter are loaded when the first lesson asks for a drawing. */
function drawer(paint: string): Draw {
  let loaded: Promise<readonly [typeof import('./draw.ts'), Painter]> | undefined;
  return async (fences, demos) => {
    if (!fences.some((fence) => fence.computed || isDrawn(fence))) return new Map();
    loaded ??= Promise.all([
      run<typeof import('./draw.ts')>(join(import.meta.dirname, 'draw.ts')),
      run<Painter>(paint),
    ]);
    const [{ drawFigures }, painter] = await loaded;
    const figures = [...drawFigures(fences, demos)];
    return new Map(
      figures.map(([at, figure]) => {
        const html = painter.paint(figure, `figure-${at + 1}`);
        const workspace = workspaceOf(figure);
        return [at, { html, ...(workspace ? { workspace } : {}) }];
      }),
    );
  };
}

/** What a session opens in the playground; for a question, that of its answer. */
function workspaceOf(figure: FigureView): Workspace | undefined {
  if (figure.kind === 'session') return figure.workspace;
  return figure.kind === 'predict' ? figure.drawn.map(workspaceOf).find(Boolean) : undefined;
}

interface Painter {
  paint(figure: FigureView, id: string): string;
}

async function run<T>(module: string): Promise<T> {
  const config: InlineConfig = { configFile: false, logLevel: 'error', plugins: [yamlModules(), classNames()] };
  return (await runnerImport<T>(module, config)).module;
}

/** The name of a CSS class of a component in the page: `graph-box` for `.box` of graph.module.css. */
export function scopedName(local: string, file: string): string {
  return `${basename(file).replace(/\.module\.css.*$/, '')}-${local}`;
}

/** CSS modules as their class names alone: what paints for the page needs no styles. */
function classNames(): Plugin {
  const PREFIX = '\0class-names:';
  return {
    name: 'drydock-class-names',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith('.module.css') ? `${PREFIX}${basename(id)}.js` : undefined),
    load(id) {
      if (!id.startsWith(PREFIX)) return undefined;
      const name = JSON.stringify(scopedName('', basename(id.slice(PREFIX.length), '.js')));
      return `export default new Proxy({}, { get: (_, local) => ${name} + String(local) });`;
    },
  };
}

interface Source {
  readonly folder: string;
  readonly lesson: boolean;
  readonly base: string;
  readonly kinds: CheckKinds;
  readonly draw: Draw | undefined;
}

async function compile(part: string, { folder, lesson, base, kinds, draw }: Source): Promise<unknown> {
  if (part === 'meta') return lesson ? readLessonMeta(folder) : readExerciseMeta(folder, kinds);
  if (part === 'lesson') {
    const exercises = exercisesIn(folder).map((exercise) => readExerciseMeta(exercise, kinds));
    return { ...(await readLesson(folder, { base, ...(draw ? { draw } : {}) })).lesson, exercises };
  }
  if (part === 'exercise') return (await readExercise(folder, { base, kinds })).exercise;
  const { files, answers, html } = await readSolution(folder, { base });
  return { files, answers, html };
}

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  lesson: ['demos'],
  exercise: ['starter'],
  solution: ['starter', 'solution'],
};

/** What a module is compiled from, beside its own file. */
function filesRead(folder: string, part: string): string[] {
  const wanted = FOLDERS[part] ?? [];
  if (wanted.length === 0) return [];
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
  return paths.filter((path) => {
    const [first = ''] = path.slice(folder.length + 1).split(sep);
    if (part === 'lesson' && path.endsWith(`${sep}exercise.md`)) return true;
    return wanted.includes(first) || (part === 'solution' && first === 'solution.md');
  });
}
