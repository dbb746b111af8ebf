import { gradleBuild } from '../../toolchains/gradle/build.ts';
import type { Command } from '../../kernel/system.ts';

const PLAIN =
  /^(?:--no-daemon|--daemon|--offline|-q|--quiet|--console=\w+|--no-build-cache|--build-cache|--stacktrace|--info|--warn|-i|-s|-w|--parallel|--no-parallel|--continue|--no-configuration-cache|--configuration-cache|-P\S+|-D\S+|--refresh-dependencies|--no-watch-fs)$/;

/**
 * Gradle as a model, basic: clean, classes, jar, bootJar, assemble, check, build of one project. Downloads and archives have assumed
 * sizes as in Maven's model; Java is read for what it plainly does, never compiled, tests are not run.
 */
const command: Command = {
  summary: 'gradle: clean, build, assemble, bootJar, jar of one project; Java is not compiled, tests are not run.',
  example: `
$ cd /tmp && gradle -q build
! 
! FAILURE: Build failed with an exception.
! 
! * What went wrong:
! Directory '/tmp' does not contain a Gradle build.
! 
! A Gradle build's root directory should contain one of the possible settings files: settings.gradle, settings.gradle.kts, settings.gradle.dcl.

BUILD FAILED in 1s
`,
  run(process, args) {
    if (/^(?:--version|-v)$/.test(args[0] ?? '')) {
      process.out(
        '\n------------------------------------------------------------\nGradle 9.2.1\n------------------------------------------------------------\n\n',
      );
      return 0;
    }
    const tasks: string[] = [];
    const excluded = new Set<string>();
    let folder = '.';
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '-x' || arg === '--exclude-task') excluded.add(args[++at] ?? '');
      else if (arg === '-p' || arg === '--project-dir') folder = args[++at] ?? folder;
      else if (arg === '--console') at++;
      else if (!arg.startsWith('-')) tasks.push(arg);
      else if (!PLAIN.test(arg)) process.notSimulated(`flag ${arg} of gradle`);
    }
    if (tasks.length === 0) {
      process.notSimulated('gradle without a task');
      return 0;
    }
    const has = (...names: readonly string[]): boolean => names.some((name) => args.includes(name));
    return gradleBuild(process, {
      tasks,
      excluded,
      offline: has('--offline'),
      daemon: !has('--no-daemon'),
      quiet: has('-q', '--quiet'),
      folder: process.path(folder).replace(/\/\.?$/, ''),
    });
  },
};
export default command;
