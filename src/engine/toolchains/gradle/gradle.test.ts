import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

const FILES = {
  '/app/settings.gradle': "rootProject.name = 'shop'\n",
  '/app/build.gradle':
    "plugins {\n  id 'java'\n  id 'org.springframework.boot' version '3.5.0'\n}\nversion = '0.1.0'\ndependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web'\n  testImplementation 'org.junit.jupiter:junit-jupiter:5.11.0'\n}\n",
  '/app/src/main/java/App.java': 'class App {}\n',
};
const shop = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { ...FILES, ...options.files },
  });

describe('gradle', () => {
  it('builds an archive that java starts, and nothing twice', () => {
    const machine = shop();
    const first = machine.run('gradle bootJar --no-daemon');
    expect(first.out).toMatch(
      /> Task :compileJava\n> Task :processResources NO-SOURCE\n> Task :classes\n> Task :bootJar\n\nBUILD SUCCESSFUL in \d+s\n2 actionable tasks: 2 executed\n$/,
    );
    expect(machine.run('java -jar build/libs/shop-0.1.0.jar').running).toEqual({ listens: [8080] });
    const again = machine.run('gradle bootJar --no-daemon');
    expect([again.out.includes('2 actionable tasks: 2 up-to-date'), again.ms < first.ms]).toEqual([true, true]);
    machine.run('echo "class B {}" > src/main/java/B.java');
    expect(machine.run('gradle bootJar').out).toContain('2 executed');
    expect(machine.run('gradle clean && ls build').exit).toBe(2);
  });

  it('leaves a plain archive beside the one of Spring Boot, unless that is switched off', () => {
    const machine = shop();
    machine.run('gradle build -q');
    expect(machine.run('ls build/libs').out).toBe('shop-0.1.0-plain.jar\nshop-0.1.0.jar\n');
    const off = shop({ files: { '/app/build.gradle': `${FILES['/app/build.gradle']}jar { enabled = false }\n` } });
    off.run('gradle build -q');
    expect(off.run('ls build/libs').out).toBe('shop-0.1.0.jar\n');
  });

  it('fetches once, below GRADLE_USER_HOME', () => {
    const machine = shop();
    expect(machine.run('gradle --offline bootJar').err).toContain('available for offline mode.\n');
    machine.run('GRADLE_USER_HOME=/cache gradle bootJar -q');
    expect(machine.run('ls /cache/caches/modules-2; ls /root/.gradle')).toMatchObject({ out: 'files-2.1\n', exit: 2 });
    expect(machine.run('GRADLE_USER_HOME=/cache gradle clean bootJar --offline').exit).toBe(0);
  });

  it('says what it does not know', () => {
    const tested = shop({ files: { '/app/src/test/java/T.java': 'class T {}\n' } });
    expect(tested.run('gradle build').notSimulated.map(({ what }) => what)).toEqual(['tests of Java']);
    expect(tested.run('gradle build -x test').notSimulated).toEqual([]);
    expect(shop().run('gradle frobnicate').err).toContain("Task 'frobnicate' not found in root project 'shop'.\n");
    expect(shop().run('gradle bootBuildImage').notSimulated).toHaveLength(1);
  });

  it('comes through its wrapper, which has to be there', () => {
    const wrapper = {
      '/app/gradle/wrapper/gradle-wrapper.jar': { size: 43_000 },
      '/app/gradle/wrapper/gradle-wrapper.properties':
        'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.2.1-bin.zip\n',
    };
    const script = 'java -jar gradle/wrapper/gradle-wrapper.jar bootJar --no-daemon';
    const machine = shop({ files: wrapper });
    expect(machine.run(script).exit).toBe(0);
    expect(machine.run('ls /root/.gradle/wrapper/dists').out).toBe('gradle-9.2.1-bin\n');
    expect(machine.run(script).out).not.toContain('Downloading');
    expect(shop().run(script)).toMatchObject({
      err: 'Error: Unable to access jarfile gradle/wrapper/gradle-wrapper.jar\n',
      exit: 1,
    });
  });
});
