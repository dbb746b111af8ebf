import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';

/** What is read of a pom.xml. */
export interface Pom {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  readonly packaging: string;
  /** Name of the archive without ending. */
  readonly finalName: string;
  /** `group:artifact:version` of dependencies; test ones are marked. */
  readonly dependencies: readonly { readonly id: string; readonly test: boolean }[];
  readonly parent: string | undefined;
  /** The Spring Boot plug-in makes one archive with everything in it. */
  readonly fat: boolean;
  readonly modules: boolean;
}

const inside = (text: string, tag: string): string =>
  new RegExp(`<${tag}>\\s*([^<]*?)\\s*</${tag}>`).exec(text)?.[1] ?? '';

/** Reads the parts of a pom.xml that a build of one module needs. Properties are filled in where they are literal. */
export function readPom(text: string): Pom {
  const plain = text.replaceAll(/<!--[^]*?-->/g, '');
  const parent = /<parent>([^]*?)<\/parent>/.exec(plain)?.[1];
  const build = /<build>([^]*?)<\/build>/.exec(plain)?.[1] ?? '';
  const list = /<dependencies>([^]*?)<\/dependencies>/.exec(
    plain.replace(/<dependencyManagement>[^]*?<\/dependencyManagement>/, ''),
  );
  const own = plain
    .replace(/<parent>[^]*?<\/parent>/, '')
    .replace(/<build>[^]*?<\/build>/, '')
    .replace(/<dependencies>[^]*?<\/dependencies>/, '');
  const fill = (value: string): string =>
    value.replaceAll(/\$\{([\w.-]+)\}/g, (whole, name: string) => inside(own, name.replaceAll('.', '\\.')) || whole);
  const version = fill(inside(own, 'version') || inside(parent ?? '', 'version')) || '1.0';
  const artifact = inside(own, 'artifactId');
  const finalName = inside(build, 'finalName')
    .replaceAll('${project.artifactId}', artifact)
    .replaceAll('${project.version}', version);
  return {
    group: inside(own, 'groupId') || inside(parent ?? '', 'groupId'),
    artifact,
    version,
    packaging: inside(own, 'packaging') || 'jar',
    finalName: finalName || `${artifact}-${version}`,
    dependencies: [...(list?.[1] ?? '').matchAll(/<dependency>([^]*?)<\/dependency>/g)].map(([, body = '']) => ({
      id: [inside(body, 'groupId'), inside(body, 'artifactId'), fill(inside(body, 'version'))].join(':'),
      test: inside(body, 'scope') === 'test',
    })),
    parent: parent === undefined ? undefined : [inside(parent, 'artifactId'), inside(parent, 'version')].join(':'),
    fat: build.includes('spring-boot-maven-plugin'),
    modules: plain.includes('<modules>'),
  };
}

/** What the program does when started, as far as it is plain: Spring's web server, or literal lines. */
export function behaviourOf(
  process: Process,
  root: string,
  pom: Pom,
): Readonly<Record<string, string | number | boolean>> {
  const read = (path: string): string => {
    const found = process.files.read(path);
    return (found.ok ? found.value : undefined) ?? '';
  };
  if (pom.dependencies.some(({ id }) => /spring-boot-starter-(?:web|webflux|webmvc)\b/.test(id))) {
    const resources = `${root}/src/main/resources`;
    const port =
      /^server\.port\s*=\s*(\d+)/m.exec(read(`${resources}/application.properties`))?.[1] ??
      /^server:\s*\n(?:\s+.*\n)*?\s+port:\s*(\d+)/m.exec(read(`${resources}/application.yml`))?.[1];
    return { serves: true, listens: Number(port ?? 8080) };
  }
  const texts = sourcesOf(process, root)
    .map(([path]) => read(path))
    .join('\n');
  const port = /HttpServer\.create\(\s*new InetSocketAddress\((?:"[^"]*",\s*)?(\d+)/.exec(texts)?.[1];
  if (port !== undefined) return { serves: true, listens: Number(port) };
  const printed = [...texts.matchAll(/System\.out\.println\(\s*"((?:[^"\\]|\\.)*)"\s*\)/g)].map(
    ([, line = '']) => `${line}\n`,
  );
  return printed.length ? { prints: printed.join('') } : {};
}

/** Sources and resources of the program, with their digests. */
export function sourcesOf(process: Process, root: string): readonly (readonly [string, { readonly digest: string }])[] {
  return [...process.files.walk(`${root}/src/main`)].filter(([, { kind }]) => kind === 'file');
}

/** One digest of everything that the archive is made from. */
export function identity(process: Process, root: string, pom: Pom): string {
  return digestOf(
    'maven',
    pom.artifact,
    pom.version,
    String(pom.fat),
    ...pom.dependencies.map(({ id }) => id),
    ...sourcesOf(process, root).map(([path, { digest }]) => `${path} ${digest}`),
  );
}
