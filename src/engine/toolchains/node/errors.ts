import type { Process } from '../../kernel/system.ts';

/** The version of the node that runs: a fact of the executable. */
export function nodeVersion(process: Process): string {
  const node = process.find('node');
  const entry = node === undefined ? undefined : process.files.stat(node);
  const fact =
    process.program?.model === 'node'
      ? process.program.facts?.['version']
      : entry?.ok
        ? entry.value.program?.facts?.['version']
        : undefined;
  return typeof fact === 'string' ? fact : '22.0.0';
}

/**
 * Node's report of an uncaught error, shortened to what does not change from version to version: without positions and
 * stack frames (compared with Node 20.20.2). `head` is the code that threw. Exit code 1.
 */
export function uncaught(process: Process, lines: readonly string[], head = CJS_HEAD): number {
  process.err(`${head}\n\n${lines.join('\n')}\n\nNode.js v${nodeVersion(process)}\n`);
  return 1;
}

const CJS_HEAD = 'node:internal/modules/cjs/loader\n  throw err;\n  ^';
const ESM_HEAD = 'node:internal/modules/esm/resolve\n    throw new ERR_MODULE_NOT_FOUND(\n          ^';

/** `Cannot find module`, as require and the command line put it. */
export function missingModule(process: Process, name: string, from?: string): number {
  const stack = from === undefined ? [] : ['Require stack:', `- ${from}`];
  return uncaught(process, [
    `Error: Cannot find module '${name}'`,
    ...stack,
    '    at node:internal/modules/cjs/loader {',
    "  code: 'MODULE_NOT_FOUND',",
    `  requireStack: [${from === undefined ? '' : ` '${from}' `}]`,
    '}',
  ]);
}

/** A package that an `import` names and nobody installed. */
export function missingPackage(process: Process, name: string, from: string): number {
  return uncaught(
    process,
    [
      `Error [ERR_MODULE_NOT_FOUND]: Cannot find package '${name}' imported from ${from}`,
      '    at node:internal/modules/esm/resolve {',
      "  code: 'ERR_MODULE_NOT_FOUND'",
      '}',
    ],
    ESM_HEAD,
  );
}

/** A relative `import` of a file that is not there. */
export function missingFile(process: Process, path: string, from: string): number {
  return uncaught(
    process,
    [
      `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '${path}' imported from ${from}`,
      '    at node:internal/modules/esm/resolve {',
      "  code: 'ERR_MODULE_NOT_FOUND',",
      `  url: 'file://${path}'`,
      '}',
    ],
    ESM_HEAD,
  );
}
