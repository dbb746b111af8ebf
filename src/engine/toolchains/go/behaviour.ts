import type { GoPackage } from './module.ts';

/** What a compiled program does when started, as far as its text says so. Facts of the `go-app` model. */
export type Behaviour = Readonly<Record<string, string | number | boolean>>;

/**
 * Reads a program's text. Recognised: servers (`ListenAndServe`, `net.Listen`, `Addr:`) with a literal port or one from
 * an environment variable with a default, HTTPS addresses and clients, programs that only print literals, and
 * `os.Exit(n)` as the last statement of main, and servers that ask for SIGTERM (`signal.Notify`), which are taken to end
 * with 0 then. Everything else is not looked at: the program is taken to end with 0.
 */
export function behaviourOf(main: GoPackage, packages: readonly GoPackage[]): Behaviour {
  const own = main.sources.map(({ text }) => withoutComments(text)).join('\n');
  const all = packages.flatMap(({ sources }) => sources.map(({ text }) => withoutComments(text))).join('\n');
  const facts: Record<string, string | number | boolean> = {};
  if (
    /\b(?:ListenAndServe(?:TLS)?|net\.Listen|ListenPacket|\.Serve|\.Listen|\.Start|\.Run)\s*\(/.test(all) &&
    serves(all)
  ) {
    const port = portOf(own) ?? portOf(all);
    const variable = /os\.(?:Getenv|LookupEnv)\(\s*"(\w*(?:PORT|ADDR|ADDRESS|LISTEN)\w*)"\s*\)/.exec(all)?.[1];
    if (port !== undefined) facts['listens'] = port;
    if (isLocal(own) ?? isLocal(all)) facts['local'] = true;
    if (variable !== undefined) facts['portVariable'] = variable;
    facts['serves'] = true;
    if (catchesTerm(all)) facts['catches'] = true;
  } else {
    const printed = [...own.matchAll(/\bfmt\.Print(ln)?\(\s*"((?:[^"\\]|\\.)*)"\s*\)/g)].map(
      ([, line, text = '']) => unquote(text) + (line ? '\n' : ''),
    );
    if (printed.length) facts['prints'] = printed.join('');
    const exit = /\n\tos\.Exit\((\d+)\)\n}\s*$/.exec(own)?.[1];
    if (exit !== undefined) facts['exit'] = Number(exit);
  }
  if (/"https:\/\/|\bhttp\.(?:Get|Post|Client|DefaultClient)\b|\btls\.(?:Dial|Config)/.test(all)) facts['https'] = true;
  return facts;
}

/** `signal.Notify(c, syscall.SIGTERM)`; without a signal named, all are asked for. */
function catchesTerm(text: string): boolean {
  const calls = [...text.matchAll(/\bsignal\.Notify(?:Context)?\(([^]*?)\)\n/g)].map(([, list = '']) => list);
  return calls.some((list) => /\bSIGTERM\b/.test(list) || !/\b(?:os|syscall|unix)\.\w+/.test(list));
}

function serves(text: string): boolean {
  return /ListenAndServe|net\.Listen|ListenPacket|\.Serve\(|"[\w.]*:\d{2,5}"/.test(text);
}

/** A port in `":8080"`, `"0.0.0.0:8080"`, or the default beside an environment variable (`"8080"`, `8080`). */
function portOf(text: string): number | undefined {
  const address = /"(?:[\w.]*|\[[\da-f:]*\]):(\d{1,5})"/.exec(text)?.[1];
  const fallback = /PORT[^]{0,200}?(?:"(\d{2,5})"|\b(\d{4,5})\b)/.exec(text);
  const port = Number(address ?? fallback?.[1] ?? fallback?.[2]);
  return port > 0 && port <= 65535 ? port : undefined;
}

/** Whether the first address with a port is one of the machine itself; undefined when there is none. */
function isLocal(text: string): boolean | undefined {
  const address = /"([\w.]*|\[[\da-f:]*\]):\d{1,5}"/.exec(text)?.[1];
  return address === undefined ? undefined : /^(127\.|localhost$|\[::1\]$)/.test(address);
}

/** Text without comments; strings are kept, so that `//` in an address does not count. */
function withoutComments(text: string): string {
  return text.replaceAll(
    /("(?:[^"\\\n]|\\.)*"|`[^`]*`)|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_, literal?: string) => literal ?? '',
  );
}

function unquote(text: string): string {
  return text.replaceAll(/\\([nt"\\])/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char);
}
