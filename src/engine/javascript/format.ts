import { nodeVersion } from '../toolchains/node/errors.ts';
import type { Process } from '../kernel/system.ts';
import { foldersAbove, packageJson } from './resolve.ts';

export type Format = 'module' | 'commonjs' | 'json';

/** Text with comments blanked out; strings are kept. */
export function withoutComments(text: string): string {
  return text.replaceAll(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_, literal?: string) => literal ?? ' ',
  );
}

/** Syntax that only a module has, at the beginning of a line. */
const MODULE_SYNTAX =
  /^\s*(?:import\s*(?:[\w${*"']|type\s)|export\s+(?:default|const|let|var|function|class|async|\{|\*))|\bimport\.meta\b/m;

/** `type` of the nearest package.json. */
function typeOf(process: Process, path: string): unknown {
  for (const folder of foldersAbove(path)) {
    const json = packageJson(process, folder);
    if (json) return json['type'];
    if (folder.endsWith('/node_modules')) return undefined;
  }
  return undefined;
}

/** Without a `type`, Node looks at the syntax since 20.19 and 22.7 (nodejs/node, release notes of these versions). */
function guessesModules(process: Process): boolean {
  const [major = 22, minor = 7] = nodeVersion(process).split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 7) || (major === 20 && minor >= 19);
}

/** How Node reads a file: by its ending, the nearest package.json, and where it guesses, its syntax. */
export function formatOf(process: Process, path: string, text: string): Format {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.mjs')) return 'module';
  if (path.endsWith('.cjs')) return 'commonjs';
  const type = typeOf(process, path);
  if (type === 'module') return 'module';
  if (type === 'commonjs' || !guessesModules(process)) return 'commonjs';
  return MODULE_SYNTAX.test(withoutComments(text)) ? 'module' : 'commonjs';
}

/**
 * Names that an ES module can import from a CommonJS file: those that its text assigns, which is what Node's lexer finds
 * (https://github.com/nodejs/cjs-module-lexer, README).
 */
export function exportedNames(text: string): readonly string[] {
  const bare = withoutComments(text);
  const names = new Set<string>();
  for (const [, name] of bare.matchAll(/\b(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/g)) if (name) names.add(name);
  for (const [, name] of bare.matchAll(
    /Object\.defineProperty\(\s*(?:module\.)?exports\s*,\s*["']([A-Za-z_$][\w$]*)["']/g,
  ))
    if (name) names.add(name);
  const whole = /\bmodule\.exports\s*=\s*\{([^}]*)\}/.exec(bare)?.[1] ?? '';
  for (const part of whole.split(',')) {
    const name = /^\s*(?:async\s+)?(?:["']([A-Za-z_$][\w$]*)["']|([A-Za-z_$][\w$]*))\s*(?:[:(]|$)/.exec(part);
    if (name) names.add(name[1] ?? name[2] ?? '');
    else if (part.trim() !== '') break;
  }
  names.delete('default');
  names.delete('__esModule');
  return [...names];
}
