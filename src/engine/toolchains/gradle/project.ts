import type { Pom } from '../maven/project.ts';

/** What is read of build.gradle or build.gradle.kts beside what a pom.xml has too. */
export interface GradleProject {
  readonly pom: Pom;
  /** The plain archive beside that of Spring Boot is switched off. */
  readonly plainOff: boolean;
  /** More projects are included. */
  readonly several: boolean;
}

/** Reads the build and settings files of one project in either language; versions of catalogues are left out. */
export function readGradle(build: string, settings: string, folder: string): GradleProject {
  const plain = build.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const value = (name: string): string => new RegExp(`^${name}\\s*=\\s*["']([^"']*)["']`, 'm').exec(plain)?.[1] ?? '';
  const artifact = /rootProject\.name\s*=\s*["']([^"']*)["']/.exec(settings)?.[1] ?? folder;
  const version = value('version');
  const dependencies = [
    ...plain.matchAll(
      /^\s*(\w*[iI]mplementation|runtimeOnly|compileOnly|api|testRuntimeOnly)\s*\(?\s*["']([^"']+)["']/gm,
    ),
  ].map(([, kind = '', id = '']) => ({
    id: `${id}${id.split(':').length < 3 ? ':' : ''}`,
    test: kind.startsWith('test'),
  }));
  const fat = /["']org\.springframework\.boot["']/.test(plain);
  return {
    pom: {
      group: value('group'),
      artifact,
      version,
      packaging: 'jar',
      finalName: version ? `${artifact}-${version}` : artifact,
      dependencies,
      parent: undefined,
      fat,
      modules: false,
    },
    plainOff: /\bjar\b["')]*\s*\{[^}]*enabled\s*=\s*false/.test(plain),
    several: /^\s*include\b/m.test(settings),
  };
}
