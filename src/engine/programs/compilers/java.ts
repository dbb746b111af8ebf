import { digestOf } from '../../base/digest.ts';
import { gradleHome } from '../../toolchains/gradle/build.ts';
import { serveRecognised } from '../../kernel/network/recognised-server.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import gradle from './gradle.ts';

/**
 * java says its version and plays archives that the models of Maven and Gradle made, and Gradle's wrapper; other programs are not simulated. Options of the
 * virtual machine are passed over.
 */
const command: Command = {
  summary:
    'java: -version, -jar of an archive that mvn made, whose server is recognised: its port is open, its answers are left out; other Java programs are not run.',
  example: `
$ java -jar missing.jar
! Error: Unable to access jarfile missing.jar
`,
  run(process, args) {
    const version = /\d[\d.]*/.exec(
      String(process.program?.facts?.['version'] ?? process.env.get('JAVA_VERSION') ?? '21'),
    )?.[0];
    if (/^--?version$/.test(args[0] ?? '')) {
      const text = `openjdk ${args[0] === '--version' ? '' : 'version "'}${version}${args[0] === '--version' ? '' : '"'}\n`;
      if (args[0] === '--version') process.out(text);
      else process.err(text);
      return 0;
    }
    const wrapper = args.findIndex((arg) => /(?:^|[:/])gradle-wrapper\.jar$/.test(arg));
    if (wrapper !== -1) return viaWrapper(process, args, wrapper);
    const at = args.indexOf('-jar');
    const name = args[at + 1];
    if (at === -1 || name === undefined) {
      process.notSimulated(`Java program ${args.join(' ')}`.trimEnd());
      return 0;
    }
    return play(process, name);
  },
};
export default command;

/** Bytes of a distribution of Gradle, and files; assumed. */
const DISTRIBUTION = { files: 330, size: 285_000_000 };

/** gradlew: the wrapper fetches the distribution that gradle-wrapper.properties names, then runs it. */
function viaWrapper(process: Process, args: readonly string[], at: number): number | Task {
  const jar = (args[at] ?? '').split(':').at(-1) ?? '';
  if (!process.files.stat(process.path(jar)).ok) {
    if (args[at - 1] === '-jar') process.err(`Error: Unable to access jarfile ${jar}\n`);
    else
      process.err(
        'Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain\nCaused by: java.lang.ClassNotFoundException: org.gradle.wrapper.GradleWrapperMain\n',
      );
    return 1;
  }
  const found = process.files.read(process.path(jar.replace(/\.jar$/, '.properties')));
  const address = /^distributionUrl=(.*)$/m.exec((found.ok ? found.value : undefined) ?? '')?.[1]?.replaceAll('\\', '');
  const name = /([^/]+)\.zip$/.exec(address ?? '')?.[1] ?? 'gradle';
  const folder = `${gradleHome(process)}/wrapper/dists/${name}`;
  if (!process.files.stat(folder).ok) {
    process.out(`Downloading ${address ?? ''}\n`);
    if (!process.system.network) {
      process.err('Exception in thread "main" java.net.UnknownHostException: services.gradle.org\n');
      return 1;
    }
    process.files.mkdir(folder.slice(0, folder.lastIndexOf('/')), { parents: true });
    process.files.write(folder, { bulk: DISTRIBUTION, digest: digestOf('gradle distribution', name) });
    process.takes(9000);
  }
  const rest = args.slice(at + 1);
  return gradle.run(process, rest[0] === 'org.gradle.wrapper.GradleWrapperMain' ? rest.slice(1) : rest);
}

/** The virtual machine ends in order on these, as PID 1 too. Source: JDK, "Signal Chaining"; java man page, -Xrs. */
const ENDS = { HUP: 129, INT: 130, TERM: 143 };

function play(process: Process, name: string): number | Task {
  const found = process.files.stat(process.path(name));
  const entry = found.ok ? found.value : undefined;
  if (!entry || entry.kind === 'dir') {
    process.err(`Error: Unable to access jarfile ${name}\n`);
    return 1;
  }
  if (entry.program?.model !== 'java-archive') {
    process.notSimulated(`Java program ${name}`);
    return 0;
  }
  const facts = entry.program.facts ?? {};
  if (facts['serves']) {
    const set = Number(process.env.get('SERVER_PORT'));
    const running = { listens: [set > 0 ? set : Number(facts['listens'])] };
    return serveRecognised(process, { running, what: 'the Java program', ends: ENDS });
  }
  if (typeof facts['prints'] === 'string') process.out(facts['prints']);
  else process.notSimulated(`Java program ${name}`);
  return 0;
}
