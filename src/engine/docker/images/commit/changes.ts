import type { Daemon, Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { build, type World } from '../../../builder/index.ts';
import { emptyTree } from '../../../files/index.ts';
import type { Config } from '../../model.ts';
import { catalogueConfigOf, configOfBuilt } from '../config.ts';

/** Instructions that --change takes. Source: moby builder/dockerfile/dispatchers.go validCommitCommands. */
const ALLOWED = [
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'ENV',
  'EXPOSE',
  'LABEL',
  'ONBUILD',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** The daemon's own reader has no line numbers and other capitals than BuildKit's. Probed on Engine 26.1.5. */
function daemonWords(message: string): string {
  return message
    .replace(/^dockerfile parse error on line \d+: /, '')
    .replace(/^invalid containerPort/, 'Invalid containerPort');
}

/** A config after the instructions of --change, read as lines of a Dockerfile. Refused in the daemon's words. */
export function withChanges(daemon: Daemon, config: Config, changes: readonly string[]): Result<Config> {
  if (changes.length === 0) return { ok: true, value: config };
  if (changes.every((line) => line.trim() === '')) return refused('file with no instructions');
  for (const line of changes) {
    const word = line.trim().split(/\s/)[0] ?? '';
    if (!ALLOWED.includes(word.toUpperCase())) return refused(`${word} is not a valid change command`);
  }
  const base = catalogueConfigOf(config, 'linux/amd64');
  const { packages, shell } = daemon.world;
  const world: World = {
    packages,
    shell,
    references: [],
    platforms: () => ['linux/amd64'],
    mayExist: () => false,
    near: () => [],
    standIn: () => undefined,
    image: () => ({
      reference: 'docker.io/library/committed',
      platform: 'linux/amd64',
      config: base,
      tree: emptyTree(),
      createdBy: [],
      os: { family: 'scratch', libc: null, shell: null, packageManager: null },
      size: 0,
      assumed: false,
    }),
  };
  const text = ['FROM committed', ...changes.filter((line) => !/^\s*WORKDIR\s/i.test(line))].join('\n');
  const { image, error } = build(world, { dockerfile: text, context: emptyTree(), dockerignore: undefined });
  if (!image) return refused(daemonWords(error?.message ?? 'file with no instructions'));
  const workdir = changes
    .findLast((line) => /^\s*WORKDIR\s/i.test(line))
    ?.trim()
    .replace(/^\S+\s+/, '');
  const { Hostname, Domainname, Tty, OpenStdin, StdinOnce, AttachStdin, AttachStdout, AttachStderr, Image } = config;
  return {
    ok: true,
    value: {
      ...configOfBuilt(image.config),
      Hostname,
      Domainname,
      Tty,
      OpenStdin,
      StdinOnce,
      AttachStdin,
      AttachStdout,
      AttachStderr,
      Image,
      ...(workdir === undefined
        ? {}
        : {
            WorkingDir: workdir.startsWith('/') ? workdir : `${config.WorkingDir || '/'}/${workdir}`.replace('//', '/'),
          }),
    },
  };
}
