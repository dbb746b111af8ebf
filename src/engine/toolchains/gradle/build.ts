import { digestOf } from '../../base/digest.ts';
import { behaviourOf, identity, sourcesOf } from '../maven/project.ts';
import { bytesOf } from '../maven/repository.ts';
import type { Process } from '../../kernel/system.ts';
import { readGradle, type GradleProject } from './project.ts';

/** Options of one call of Gradle. */
export interface GradleOptions {
  readonly tasks: readonly string[];
  readonly excluded: ReadonlySet<string>;
  readonly offline: boolean;
  readonly daemon: boolean;
  readonly quiet: boolean;
  readonly folder: string;
}

/** Bytes of plug-ins with Spring Boot's; assumed. */
const PLUGINS = 24_000_000;

/** Tasks by name and those that they need, of the plug-ins java and org.springframework.boot. Source: Gradle's manual, "The Java Plugin". */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  compileJava: [],
  processResources: [],
  classes: ['compileJava', 'processResources'],
  jar: ['classes'],
  bootJar: ['classes'],
  assemble: ['bootJar', 'jar'],
  test: ['classes'],
  check: ['test'],
  build: ['assemble', 'check'],
  clean: [],
  dependencies: [],
};
/** Tasks that only group others. */
const GROUPS = /^(?:classes|assemble|check|build)$/;

/** `~/.gradle`, or GRADLE_USER_HOME. */
export function gradleHome(process: Process): string {
  return process.env.get('GRADLE_USER_HOME') ?? `${(process.env.get('HOME') ?? '/root').replace(/\/$/, '')}/.gradle`;
}

/** Runs tasks of the project in a folder. Answers the exit code. Words as Gradle 9 prints them without a terminal. */
export function gradleBuild(process: Process, options: GradleOptions): number {
  const { folder, tasks } = options;
  const read = (name: string): string | undefined => {
    const found = process.files.read(`${folder}/${name}`);
    return found.ok ? (found.value ?? '') : undefined;
  };
  const settings = read('settings.gradle.kts') ?? read('settings.gradle');
  const build = read('build.gradle.kts') ?? read('build.gradle');
  process.takes(options.daemon ? 4500 : 6000);
  if (settings === undefined && build === undefined)
    return failure(
      process,
      `Directory '${folder || '/'}' does not contain a Gradle build.\n\nA Gradle build's root directory should contain one of the possible settings files: settings.gradle, settings.gradle.kts, settings.gradle.dcl.`,
    );
  const project = readGradle(build ?? '', settings ?? '', folder.replace(/^.*\//, ''));
  if (project.several) {
    process.notSimulated('a Gradle build of several projects');
    return 0;
  }
  const wanted = tasks.map((task) => task.replace(/^:/, ''));
  const strange = wanted.find((task) => !Object.hasOwn(NEEDS, task) || (task === 'bootJar' && !project.pom.fat));
  if (strange !== undefined) {
    if (
      /^(?:bootBuildImage|bootRun|run|nativeCompile|publish\w*|installDist|distTar|distZip|shadowJar|javadoc|wrapper|tasks|help)$/.test(
        strange,
      )
    ) {
      process.notSimulated(`task ${strange} of Gradle`);
      return 0;
    }
    return failure(process, `Task '${strange}' not found in root project '${project.pom.artifact}'.`);
  }
  return perform(process, project, { ...options, tasks: wanted });
}

function failure(process: Process, what: string): number {
  process.err(`\nFAILURE: Build failed with an exception.\n\n* What went wrong:\n${what}\n`);
  process.out('\nBUILD FAILED in 1s\n');
  return 1;
}

/** Tasks in the order in which they run. */
function ordered(tasks: readonly string[], { excluded }: GradleOptions, fat: boolean): readonly string[] {
  const order: string[] = [];
  const visit = (task: string): void => {
    if (order.includes(task) || excluded.has(task) || (task === 'bootJar' && !fat)) return;
    for (const other of NEEDS[task] ?? []) visit(other);
    order.push(task);
  };
  for (const task of tasks) visit(task);
  return order;
}

function perform(process: Process, project: GradleProject, options: GradleOptions): number {
  const { pom } = project;
  const say = (text: string): void => {
    if (!options.quiet) process.out(text);
  };
  const start = process.now;
  if (!options.daemon)
    say(
      'To honour the JVM settings for this build a single-use Daemon process will be forked.\nDaemon will be stopped at the end of the build\n',
    );
  const order = ordered(options.tasks, options, pom.fat);
  const missing = order.some((task) => task !== 'clean') ? resolve(process, project, options) : undefined;
  if (missing !== undefined) {
    const reason = options.offline
      ? `No cached version of ${missing} available for offline mode.`
      : `Could not resolve ${missing}.\n   > Could not GET 'https://repo.maven.apache.org/maven2/'.\n      > repo.maven.apache.org: Temporary failure in name resolution`;
    return failure(process, `Could not resolve all files for configuration ':compileClasspath'.\n> ${reason}`);
  }
  const counts = { executed: 0, same: 0 };
  for (const task of order) {
    const state = runTask(process, { task, project, folder: options.folder });
    const mark = state === 'executed' ? '' : ` ${state}`;
    if (state === 'executed' && !GROUPS.test(task)) counts.executed++;
    if (state === 'UP-TO-DATE' && !GROUPS.test(task)) counts.same++;
    if (state !== 'SKIPPED') say(`> Task :${task}${mark}\n`);
  }
  const total = counts.executed + counts.same;
  const parts = [
    ...(counts.executed ? [`${counts.executed} executed`] : []),
    ...(counts.same ? [`${counts.same} up-to-date`] : []),
  ];
  say(`\nBUILD SUCCESSFUL in ${Math.max(1, Math.round((process.now - start) / 1000))}s\n`);
  if (total) say(`${total} actionable task${total === 1 ? '' : 's'}: ${parts.join(', ')}\n`);
  return 0;
}

/** Fetches what the cache lacks; answers the first that cannot be had. */
function resolve(process: Process, { pom }: GradleProject, { offline }: GradleOptions): string | undefined {
  const wanted = [
    { id: 'org.gradle.plugins', bytes: pom.fat ? PLUGINS : 0 },
    ...pom.dependencies.map(({ id }) => ({ id, bytes: bytesOf(id) })),
  ];
  for (const { id, bytes } of wanted) {
    if (bytes === 0) continue;
    const path = `${gradleHome(process)}/caches/modules-2/files-2.1/${id.replace(/:$/, '').replaceAll(':', '/')}`;
    if (process.files.stat(path).ok) continue;
    if (offline || !process.system.network) return id.replace(/:$/, '');
    process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
    process.files.write(path, {
      bulk: { files: Math.max(4, Math.round(bytes / 100_000)), size: bytes },
      digest: digestOf('gradle', id),
    });
    process.takes(150 + bytes / 2500);
  }
  return undefined;
}

type State = 'executed' | 'UP-TO-DATE' | 'NO-SOURCE' | 'SKIPPED';

function runTask(
  process: Process,
  { task, project, folder }: { task: string; project: GradleProject; folder: string },
): State {
  const { pom, plainOff } = project;
  const out = `${folder}/build`;
  if (task === 'clean') {
    const there = process.files.stat(out).ok;
    process.files.remove(out, { recursive: true });
    return there ? 'executed' : 'UP-TO-DATE';
  }
  if (task === 'processResources' && !process.files.stat(`${folder}/src/main/resources`).ok) return 'NO-SOURCE';
  if (task === 'test') {
    if (!process.files.stat(`${folder}/src/test`).ok) return 'NO-SOURCE';
    process.notSimulated('tests of Java');
    return 'executed';
  }
  if (task === 'dependencies') process.notSimulated('the list of gradle dependencies');
  if (task === 'jar' && plainOff) return 'SKIPPED';
  if (GROUPS.test(task) || task === 'dependencies') return 'executed';
  const count = sourcesOf(process, folder).length;
  const fat = task === 'bootJar';
  const name = task === 'jar' && pom.fat ? `${pom.finalName}-plain` : pom.finalName;
  const path = /jar$/i.test(task)
    ? `${out}/libs/${name}.jar`
    : `${out}/${task === 'compileJava' ? 'classes' : 'resources'}`;
  const digest = digestOf('gradle', task, identity(process, folder, pom));
  const before = process.files.stat(path);
  if (before.ok && before.value.digest === digest) return 'UP-TO-DATE';
  const libraries = pom.dependencies.filter(({ test }) => !test).reduce((sum, { id }) => sum + bytesOf(id), 0);
  const size = 3000 * (count + 1) + (fat ? 300_000 + libraries : 0);
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.remove(path, { recursive: true });
  process.takes(task === 'compileJava' ? 1500 + count * 60 : 500);
  if (!/jar$/i.test(task)) process.files.write(path, { bulk: { files: count + 1, size }, digest });
  else if (task === 'jar' && pom.fat) process.files.write(path, { size, digest });
  else
    process.files.write(path, {
      size,
      mode: 0o644,
      digest,
      program: { format: 'script', model: 'java-archive', facts: { ...behaviourOf(process, folder, pom) } },
    });
  return 'executed';
}
