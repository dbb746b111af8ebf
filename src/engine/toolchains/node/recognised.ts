import type { Process, Task } from '../../kernel/system.ts';
import { behave } from './behaviour.ts';
import { nodeVersion } from './errors.ts';
import { loadGraph } from './graph.ts';

/**
 * A program that cannot run here, because packages without code are part of it: it is loaded for real (every static
 * import must be there, native addons must fit the C library), what it then does is read from its text (behaviour.ts).
 */
export function recognise(process: Process, path: string): number | Task {
  const graph = loadGraph(process, path);
  process.takes(150);
  return graph.ok ? behave(process, graph.scripts) : graph.exit;
}

/** Text given with -e or -p, as far as it is a literal or a require. */
export function recogniseText(process: Process, text: string, print: boolean): number {
  const logged = /^\s*console\.log\(\s*(["'`])([^"'`\\$]*)\1\s*\);?\s*$/.exec(text)?.[2];
  const required = [...text.matchAll(/\brequire\(\s*["']([^"'\n]+)["']\s*\)/g)].map(([, name = '']) => name);
  if (logged !== undefined) process.out(`${logged}\n`);
  else if (print && /^\s*process\.version\s*$/.test(text)) process.out(`v${nodeVersion(process)}\n`);
  else if (/^\s*process\.exit\(\d+\);?\s*$/.test(text)) return Number(/\d+/.exec(text)?.[0]);
  else if (required.length && /^\s*(?:require\([^)]*\);?\s*)+$/.test(text)) {
    for (const name of required) {
      const path = `${process.cwd === '/' ? '' : process.cwd}/[eval]`;
      process.files.write(path, { content: `require('${name}')` });
      const graph = loadGraph(process, path);
      process.files.remove(path);
      if (!graph.ok) return graph.exit;
    }
  } else process.notSimulated(`node ${print ? '-p' : '-e'} ${JSON.stringify(text.slice(0, 40))}`);
  return 0;
}
