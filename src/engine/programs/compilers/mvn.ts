import { digestOf } from '../../base/digest.ts';
import { behaviourOf, identity, readPom, sourcesOf, type Pom } from '../../toolchains/maven/project.ts';
import { bytesOf, repositoryOf, resolve } from '../../toolchains/maven/repository.ts';
import type { Command, Process } from '../../kernel/system.ts';

/**
 * Maven as a model, basic: dependency:go-offline and resolve, clean, compile, test, package, verify, install of one
 * module. Downloads and archives have assumed sizes; Java is read for what it plainly does, never compiled, tests are not
 * run. Texts as Maven 3.9 with -B prints them, shortened to their frame.
 */
const command: Command = {
  summary: 'mvn: clean, package, verify, dependency:go-offline of one module; Java is not compiled, tests are not run.',
  example: `
$ cd /tmp && mvn -q package
! [ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/tmp). Please verify you invoked Maven from the correct directory. -> [Help 1]
`,
  run(process, args) {
    if (args.some((arg) => /^(?:-v|--version|-V)$/.test(arg))) {
      process.out('Apache Maven 3.9.11\n');
      return 0;
    }
    const read = readArguments(process, args);
    const path = process.path(read.file);
    const found = process.files.read(path);
    if (!found.ok) {
      process.err(
        `[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (${process.cwd}). Please verify you invoked Maven from the correct directory. -> [Help 1]\n`,
      );
      return 1;
    }
    const pom = readPom(found.value ?? '');
    if (pom.modules) {
      process.notSimulated('a Maven build of several modules');
      return 0;
    }
    return build(process, { read, pom, root: path.slice(0, path.lastIndexOf('/')) });
  },
};
export default command;

interface Arguments {
  readonly goals: readonly string[];
  readonly properties: ReadonlyMap<string, string>;
  readonly quiet: boolean;
  readonly offline: boolean;
  readonly file: string;
}

const PHASES = ['validate', 'compile', 'test-compile', 'test', 'package', 'verify', 'install'];
const GOALS = /^(?:dependency:(?:go-offline|resolve|resolve-plugins)|clean)$/;
const PLAIN =
  /^(?:-B|--batch-mode|-q|--quiet|-o|--offline|-ntp|--no-transfer-progress|-e|-X|-U|-T\S*|--fail-at-end|-DskipTests|--show-version)$/;

function readArguments(process: Process, args: readonly string[]): Arguments {
  const goals: string[] = [];
  const properties = new Map<string, string>();
  let file = 'pom.xml';
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    const [, name, value = 'true'] = /^-D([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name !== undefined) properties.set(name, value);
    else if (arg === '-f' || arg === '--file') file = args[++at] ?? file;
    else if (!arg.startsWith('-')) goals.push(arg);
    else if (!PLAIN.test(arg)) process.notSimulated(`flag ${arg} of mvn`);
  }
  for (const goal of goals)
    if (!PHASES.includes(goal) && !GOALS.test(goal)) process.notSimulated(`goal ${goal} of mvn`);
  const has = (...names: readonly string[]): boolean => names.some((each) => args.includes(each));
  return { goals, properties, quiet: has('-q', '--quiet'), offline: has('-o', '--offline'), file };
}

interface Project {
  readonly read: Arguments;
  readonly pom: Pom;
  readonly root: string;
}

const RULE = '-'.repeat(72);

function build(process: Process, project: Project): number {
  const { read, pom, root } = project;
  const say = (line: string): void => {
    if (!read.quiet) process.out(`[INFO] ${line}\n`);
  };
  const start = process.now;
  process.takes(1500);
  say('Scanning for projects...');
  say(`Building ${pom.artifact} ${pom.version}`);
  if (read.goals.includes('clean')) process.files.remove(`${root}/target`, { recursive: true });
  const phase = Math.max(...read.goals.map((goal) => PHASES.indexOf(goal)));
  const skips = ['skipTests', 'maven.test.skip'].some((name) => read.properties.get(name) === 'true');
  const fetches = phase > 0 || read.goals.some((goal) => goal.startsWith('dependency:'));
  const missing = fetches
    ? resolve(process, pom, {
        repository: repositoryOf(process, read.properties.get('maven.repo.local')),
        offline: read.offline,
        tests: read.properties.get('maven.test.skip') !== 'true',
        plugins: phase > 0 || read.goals.includes('dependency:go-offline'),
        say,
      })
    : undefined;
  if (missing !== undefined) {
    say('BUILD FAILURE');
    const reason = read.offline
      ? 'Cannot access central in offline mode'
      : 'Could not transfer artifact from central: repo.maven.apache.org: Temporary failure in name resolution';
    process.out(
      `[ERROR] Failed to execute goal on project ${pom.artifact}: Could not resolve dependencies: ${missing}: ${reason} -> [Help 1]\n`,
    );
    return 1;
  }
  if (phase >= PHASES.indexOf('test') && !skips && process.files.stat(`${root}/src/test`).ok)
    process.notSimulated('tests of Java');
  if (phase >= 1) compile(process, project, phase >= PHASES.indexOf('package'));
  say(RULE);
  say('BUILD SUCCESS');
  say(RULE);
  say(`Total time:  ${((process.now - start) / 1000).toFixed(3)} s`);
  return 0;
}

/** Classes, and with `packs` the archive: with the Spring Boot plug-in everything is in it. */
function compile(process: Process, { pom, root }: Project, packs: boolean): void {
  const count = sourcesOf(process, root).length;
  const digest = identity(process, root, pom);
  process.files.mkdir(`${root}/target`, { parents: true });
  process.takes(1200 + count * 60);
  process.files.write(`${root}/target/classes`, {
    bulk: { files: count + 1, size: 4000 * (count + 1) },
    digest: digestOf('classes', digest),
  });
  if (!packs || pom.packaging === 'pom') return;
  const libraries = pom.dependencies.filter(({ test }) => !test).reduce((sum, { id }) => sum + bytesOf(id), 0);
  process.takes(800);
  process.files.write(`${root}/target/${pom.finalName}.${pom.packaging}`, {
    size: 3000 * (count + 1) + (pom.fat ? 300_000 + libraries : 0),
    mode: 0o644,
    digest: digestOf('archive', digest),
    program: { format: 'script', model: 'java-archive', facts: { ...behaviourOf(process, root, pom) } },
  });
}
