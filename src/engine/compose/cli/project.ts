import type { Project } from '../model/project.ts';
import { loadProject, place, type Placed, type ProjectOptions } from '../load/project.ts';
import { selectServices, type Dependencies } from '../load/select.ts';
import { failure, type Loaded } from '../value.ts';
import type { ComposeCli } from './command.ts';

/** What a command wants of the loading. */
export type Wanted = Partial<Pick<ProjectOptions, 'interpolates' | 'normalizes' | 'resolvesPaths' | 'checks'>>;

/** Where the project of a command line is. */
export function placeProject(cli: ComposeCli, wanted: Wanted = {}): Loaded<Placed> {
  const { globals, process } = cli;
  const directory = globals.value('project-directory');
  const name = globals.value('project-name');
  return place({
    files: cli.files,
    cwd: process.cwd,
    home: process.env.get('HOME') ?? '/',
    env: process.env,
    warn: cli.warn,
    paths: globals.values('file'),
    envFiles: globals.values('env-file'),
    profiles: globals.values('profile'),
    ...(cli.stdin === undefined ? {} : { stdin: cli.stdin }),
    ...(directory === undefined ? {} : { projectDirectory: directory }),
    ...(name === undefined ? {} : { projectName: name }),
    ...wanted,
  });
}

/** The project that a command line means, with the named services and what they depend on. */
export function readProject(
  cli: ComposeCli,
  services: readonly string[] = [],
  how: Wanted & { readonly dependencies?: Dependencies } = {},
): Loaded<Project> {
  const placed = placeProject(cli, how);
  if (!placed.ok) return placed;
  const loaded = loadProject(placed.value);
  if (!loaded.ok) return loaded;
  return selectServices(loaded.value, services, { files: cli.files, dependencies: how.dependencies ?? 'with' });
}

/** A project, or its name alone where `-p` is given and no file. Source: compose cmd/compose/compose.go projectOrName. */
export function projectOrName(
  cli: ComposeCli,
  services: readonly string[] = [],
): Loaded<{ readonly name: string; readonly project?: Project }> {
  const given = cli.globals.value('project-name') ?? '';
  if (cli.globals.values('file').length === 0 && given !== '') return { ok: true, value: { name: given } };
  const read = readProject(cli, services);
  if (read.ok) return { ok: true, value: { name: read.value.name, project: read.value } };
  const named = cli.process.env.get('COMPOSE_PROJECT_NAME') ?? '';
  return named === '' ? read : { ok: true, value: { name: named } };
}

/** Refuses when two flags exclude each other. */
export function exclusive(pairs: readonly (readonly [wrong: boolean, message: string])[]): Loaded<undefined> {
  const found = pairs.find(([wrong]) => wrong);
  return found ? failure(found[1]) : { ok: true, value: undefined };
}
