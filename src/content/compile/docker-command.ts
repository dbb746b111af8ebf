import type { BuildOptions } from '../../engine/grade/check.ts';

/** What `docker build …` of a session asks for, or why it cannot be run here. */
export type DockerCommand = { readonly build: BuildOptions } | { readonly problem: string };

const IGNORED = new Set([
  '-t',
  '--tag',
  '-f',
  '--file',
  '--progress',
  '--output',
  '-o',
  '--label',
  '--cache-from',
  '--cache-to',
  '--builder',
]);
const FLAGS = new Set(['--no-cache', '--pull', '--push', '--load', '-q', '--quiet']);

/** Reads `docker build --target lint .` and `docker buildx build …`; undefined for any other command. */
export function readDockerBuild(line: string): DockerCommand | undefined {
  const words = line.trim().split(/\s+/);
  const start = /^docker (buildx |image )?build( |$)/.exec(words.join(' '))?.[1] ? 3 : 2;
  if (!/^docker (buildx |image )?build( |$)/.test(words.join(' '))) return undefined;
  const args: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const ssh: string[] = [];
  const single: { target?: string; platform?: string } = {};
  const rest = words
    .slice(start)
    .flatMap((word) =>
      /^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word],
    );
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (!word.startsWith('-') || FLAGS.has(word)) continue;
    const value = rest[++at] ?? '';
    if (word === '--target') single.target = value;
    else if (word === '--platform') single.platform = value;
    else if (word === '--build-arg') args[value.split('=')[0] ?? ''] = value.slice(value.indexOf('=') + 1);
    else if (word === '--secret') secrets[/\bid=([^,]+)/.exec(value)?.[1] ?? ''] = 'a secret of this lesson';
    else if (word === '--ssh') ssh.push(value.split('=')[0] ?? 'default');
    else if (!IGNORED.has(word))
      return { problem: `docker build ${word} cannot be run here; mark the block recorded="…"` };
  }
  return {
    build: {
      ...single,
      args,
      ...(Object.keys(secrets).length ? { secrets } : {}),
      ...(ssh.length ? { ssh } : {}),
    },
  };
}
