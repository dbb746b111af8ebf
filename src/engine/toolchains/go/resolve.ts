import type { Process } from '../../kernel/system.ts';
import { withoutSum } from './download.ts';
import type { GoModule, GoPackage } from './module.ts';
import { readPackage } from './module.ts';

/** Everything a package needs: packages of the module itself, modules from outside, and the standard library. */
export interface Needs {
  readonly packages: readonly GoPackage[];
  readonly modules: GoModule['requires'];
  readonly standard: ReadonlySet<string>;
  /** Where each module is imported first: `cmd/app/main.go:7:2`. */
  readonly places: ReadonlyMap<string, string>;
  /** Messages of imports that lead nowhere, in Go's words. */
  readonly problems: readonly string[];
}

/** Follows the imports of `start` (and of its tests) through the module. */
export function needsOf(
  process: Process,
  module: GoModule,
  { start, tests }: { start: GoPackage; tests: boolean },
): Needs {
  const packages = new Map<string, GoPackage>();
  const modules = new Map<string, GoModule['requires'][number]>();
  const standard = new Set<string>();
  const problems: string[] = [];
  const places = new Map<string, string>();
  const unsummed = new Set(withoutSum(module).map(({ path }) => path));
  const queue = [start];
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (packages.has(next.folder)) continue;
    packages.set(next.folder, next);
    const files = tests && next === start ? [...next.sources, ...next.tests] : next.sources;
    for (const file of files) {
      for (const { path, line, column } of file.imports) {
        const place = `${relative(process, next.folder)}${file.name}:${line}:${column}`;
        if (path === module.path || path.startsWith(`${module.path}/`)) {
          const found = readPackage(process, module, module.root + path.slice(module.path.length));
          if (found?.sources.length) queue.push(found);
          else problems.push(`${place}: no required module provides package ${path}; to add it:\n\tgo get ${path}`);
        } else if (!(path.split('/')[0] ?? '').includes('.')) standard.add(path);
        else {
          const required = module.requires.find((entry) => path === entry.path || path.startsWith(`${entry.path}/`));
          if (!required)
            problems.push(`${place}: no required module provides package ${path}; to add it:\n\tgo get ${path}`);
          else if (unsummed.has(required.path))
            problems.push(
              `${place}: missing go.sum entry for module providing package ${path} (imported by ${next.importPath}); to add:\n\tgo get ${next.importPath}`,
            );
          else {
            modules.set(required.path, required);
            if (!places.has(required.path)) places.set(required.path, place);
          }
        }
      }
    }
  }
  return { packages: [...packages.values()], modules: [...modules.values()], standard, places, problems };
}

/** Go names files relative to the working folder where it can. */
function relative(process: Process, folder: string): string {
  const base = process.cwd === '/' ? '/' : `${process.cwd}/`;
  return folder === process.cwd ? '' : `${folder.startsWith(base) ? folder.slice(base.length) : folder}/`;
}

// Packages of the standard library whose cgo form links against libc; others reach it through net.
const LIBC =
  /^(?:net|net\/(?:http|rpc|smtp|mail|textproto).*|os\/user|plugin|runtime\/cgo|crypto\/tls|log\/syslog|expvar|C)$/;

/** True when a build with cgo links dynamically. Modules from outside are taken to use net/http (assumed). */
export function linksLibc(needs: Needs): boolean {
  return needs.modules.length > 0 || [...needs.standard].some((path) => LIBC.test(path));
}
