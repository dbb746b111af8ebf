import type { Process, Task } from '../../kernel/system.ts';
import { serveRecognised } from '../../kernel/network/recognised-server.ts';
import type { Script } from './graph.ts';

/**
 * What a program does, as far as its text says so. Recognised: servers (`listen(3000)`, `serve({ port: 3000 })`, a port
 * from an environment variable with a default), processes kept alive by `setInterval`, printed literals, and a literal
 * `process.exit(n)` at the top level. The rest of the text is not executed.
 */
export function behave(process: Process, scripts: readonly Script[]): number | Task {
  const text = scripts.map((script) => script.text).join('\n');
  const main = scripts[0]?.text ?? '';
  print(process, main);
  if (/\.listen\s*\(|\bserve\s*\(|\bcreateServer\s*\(/.test(text)) {
    const port = portOf(process, main) ?? portOf(process, text);
    const ports = port === undefined ? [] : [port];
    return serveRecognised(process, {
      running: LOCAL.test(text) ? { listens: [], local: ports } : { listens: ports },
      what: 'the Node program',
      ...(ASKS_FOR_TERM.test(text) ? { ends: { TERM: 0 } } : {}),
    });
  }
  if (/\bsetInterval\s*\(|\.consume\s*\(|\.subscribe\s*\(/.test(text)) return process.keepRunning({ listens: [] });
  return Number(/^process\.exit\((\d+)\)/m.exec(main)?.[1] ?? 0);
}

/** A program that asks for SIGTERM is taken to end with 0 then. */
const ASKS_FOR_TERM = /\bprocess\s*\.\s*(?:on|once)\(\s*["'`]SIGTERM["'`]/;

/** A server that is told to listen on the loopback address. */
const LOCAL =
  /\.listen\s*\([^()]*,\s*["'`](?:127\.\d+\.\d+\.\d+|localhost|::1)["'`]|\b(?:host|hostname)\s*:\s*["'`](?:127\.\d+\.\d+\.\d+|localhost|::1)["'`]/;

/** Literals printed at the top level of the program. */
function print(process: Process, text: string): void {
  for (const [, method, , literal = ''] of text.matchAll(
    /^console\.(log|info|error|warn)\(\s*(["'`])((?:(?!\2)[^\\\n$]|\\.)*)\2\s*\)/gm,
  )) {
    const line = `${literal.replaceAll(/\\([nt"'`\\])/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char)}\n`;
    if (method === 'error' || method === 'warn') process.err(line);
    else process.out(line);
  }
}

function portOf(process: Process, text: string): number | undefined {
  const variable = /process\.env\.(\w*PORT\w*)|process\.env\[["'](\w*PORT\w*)["']\]/.exec(text);
  const name = variable?.[1] ?? variable?.[2];
  const given = name === undefined ? undefined : process.env.get(name);
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  const literal =
    /\.listen\s*\(\s*(\d{2,5})\b/.exec(text)?.[1] ??
    /\bport\s*:\s*(\d{2,5})\b/.exec(text)?.[1] ??
    /PORT\w*["'\]]*\s*(?:\?\?|\|\|)\s*["']?(\d{2,5})/.exec(text)?.[1] ??
    /\b(?:const|let|var)\s+port\s*=\s*(?:Number\()?["']?(\d{2,5})\b/i.exec(text)?.[1];
  return literal === undefined ? undefined : Number(literal);
}
