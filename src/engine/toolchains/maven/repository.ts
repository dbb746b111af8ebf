import { digestOf } from '../../base/digest.ts';
import type { Process } from '../../kernel/system.ts';
import type { Pom } from './project.ts';

/** Bytes of plug-ins that a build of its own needs, and of one dependency with what it brings; assumed. */
const PLUGINS = 18_000_000;
const DEPENDENCY = 1_500_000;
/** Starters of Spring Boot bring a framework; assumed from fat archives of 20 to 25 MB. */
const STARTER = 18_000_000;

/** Bytes that a dependency brings. */
export function bytesOf(id: string): number {
  return /spring-boot-starter-(?:web|webflux|webmvc|data-jpa)\b/.test(id) ? STARTER : DEPENDENCY;
}

/** `-Dmaven.repo.local`, else `~/.m2/repository`. Source: Maven's settings reference, localRepository. */
export function repositoryOf(process: Process, property: string | undefined): string {
  const home = (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
  const options = `${process.env.get('MAVEN_OPTS') ?? ''} ${process.env.get('MAVEN_ARGS') ?? ''}`;
  const set = property ?? /-Dmaven\.repo\.local=(\S+)/.exec(options)?.[1];
  return set === undefined ? `${home}/.m2/repository` : process.path(set).replace(/\/$/, '');
}

interface Wish {
  readonly repository: string;
  readonly offline: boolean;
  /** Dependencies for tests too. */
  readonly tests: boolean;
  /** Plug-ins of the build: `compile`, `package`. */
  readonly plugins: boolean;
  readonly say: (line: string) => void;
}

/** Fetches what the local repository lacks. Answers what is missing when that is impossible. */
export function resolve(process: Process, pom: Pom, wish: Wish): string | undefined {
  const wanted = [
    ...(pom.parent === undefined ? [] : [{ id: `parent:${pom.parent}`, bytes: 400_000 }]),
    ...(wish.plugins ? [{ id: 'org.apache.maven.plugins', bytes: PLUGINS }] : []),
    ...pom.dependencies.filter(({ test }) => wish.tests || !test).map(({ id }) => ({ id, bytes: bytesOf(id) })),
  ];
  for (const { id, bytes } of wanted) {
    const path = `${wish.repository}/${id.replaceAll(/[:.]/g, '/')}`;
    if (process.files.stat(path).ok) continue;
    if (wish.offline || !process.system.network) return id;
    wish.say(`Downloading from central: https://repo.maven.apache.org/maven2/${id.replaceAll(/[:.]/g, '/')}`);
    const made = process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
    if (!made.ok) return id;
    process.files.write(path, {
      bulk: { files: Math.max(4, Math.round(bytes / 100_000)), size: bytes },
      digest: digestOf('maven', id),
    });
    // Many small requests: about 2 MB a second (assumed).
    process.takes(200 + bytes / 2000);
  }
  return undefined;
}
