import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

const POM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.5.0</version></parent>
  <groupId>com.acme</groupId>
  <artifactId>shop</artifactId>
  <version>0.1.0</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><scope>test</scope></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
`;
const FILES = { '/app/pom.xml': POM, '/app/src/main/java/App.java': 'class App {}\n' };
const shop = (options: TestOptions = {}) =>
  testMachine({
    cwd: '/app',
    env: { PATH: '/usr/bin:/bin', HOME: '/root' },
    ...options,
    files: { ...FILES, ...options.files },
  });

describe('mvn', () => {
  it('downloads once, packs one archive, and java starts it', () => {
    const one = shop();
    const cold = one.run('mvn -B -q dependency:go-offline');
    expect([cold.exit, cold.ms > 10_000, cold.out]).toEqual([0, true, '']);
    const warm = one.run('mvn -o -q clean package -DskipTests');
    expect([warm.exit, warm.ms < 5000]).toEqual([0, true]);
    expect(one.run('stat -c %s target/shop-0.1.0.jar').out).toBe('18306000\n');
    expect(one.run('java -jar target/shop-0.1.0.jar').running).toEqual({ listens: [8080] });
    expect(one.run('SERVER_PORT=9000 java -Xmx64m -jar target/shop-0.1.0.jar').running).toEqual({ listens: [9000] });
  });

  it('says how it goes', () => {
    const one = shop({
      files: {
        '/app/pom.xml': POM.replace(/<parent>.*<\/parent>/, '').replace(/<dependencies>[^]*<\/dependencies>/, ''),
      },
    });
    expect(one.run('mvn -B package').out.replace(/Total time: .*/, 'Total time')).toBe(
      `[INFO] Scanning for projects...\n[INFO] Building shop 0.1.0\n[INFO] Downloading from central: https://repo.maven.apache.org/maven2/org/apache/maven/plugins\n[INFO] ${'-'.repeat(72)}\n[INFO] BUILD SUCCESS\n[INFO] ${'-'.repeat(72)}\n[INFO] Total time\n`,
    );
  });

  it('keeps its repository where it is told', () => {
    expect(shop().run('mvn -q compile; ls -d /root/.m2/repository').exit).toBe(0);
    expect(shop().run('mvn -q -Dmaven.repo.local=/m2 compile; ls -d /m2').exit).toBe(0);
    expect(shop().run('MAVEN_OPTS=-Dmaven.repo.local=/m2 mvn -q compile; ls -d /m2').exit).toBe(0);
  });

  it('fails offline with an empty repository and without the network; does not run tests', () => {
    expect(shop().run('mvn -q -o package').exit).toBe(1);
    expect(shop({ system: { network: false } }).run('mvn -q package').exit).toBe(1);
    const tests = { '/app/src/test/java/T.java': '' };
    expect(
      shop({ files: tests })
        .run('mvn -q package')
        .notSimulated.map(({ what }) => what),
    ).toEqual(['tests of Java']);
    expect(shop({ files: tests }).run('mvn -q package -DskipTests').notSimulated).toEqual([]);
  });

  it('java runs nothing else', () => {
    const main = { '/app/x.jar': 'PK' };
    expect(
      shop({ files: main })
        .run('java -jar x.jar')
        .notSimulated.map(({ what }) => what),
    ).toEqual(['Java program x.jar']);
    expect(shop({ env: { PATH: '/usr/bin:/bin', JAVA_VERSION: 'jdk-21.0.8+9' } }).run('java -version').err).toBe(
      'openjdk version "21.0.8"\n',
    );
  });
});
