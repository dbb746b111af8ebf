import type { Image } from '../../builder/result.ts';
import type { Credentials } from '../../files/tree.ts';
import { accountOf } from './accounts.ts';
import type { Start } from './program.ts';
import { startCommand } from './start-command.ts';

/** What may be said after `docker run`. */
export interface RunOptions {
  readonly args?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly user?: string | undefined;
}

/** A container of an image before it starts: who runs what, where. `who` undefined: the user does not exist. */
export interface Container extends Omit<Start, 'who'> {
  readonly who: Credentials | undefined;
  readonly userWord: string;
  readonly env: ReadonlyMap<string, string>;
  readonly shell: boolean;
  /** The image has an entrypoint, so CMD is only its arguments. */
  readonly entrypoint: boolean;
}

// moby daemon: containers get this PATH when the image sets none.
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The container that `docker run` would start from `image`. */
export function containerOf(image: Image, { args, env, user }: RunOptions): Container {
  const { config, tree } = image;
  const userWord = user ?? config.user ?? '';
  const account = accountOf(tree, userWord);
  const variables = new Map([['PATH', DEFAULT_PATH], ...config.env.map(pair), ...Object.entries(env ?? {})]);
  const { argv, shell } = startCommand(config, args);
  const { uid, gid } = account;
  return {
    tree,
    argv,
    shell,
    entrypoint: Boolean(config.entrypoint?.length),
    cwd: config.workingDir || '/',
    path: variables.get('PATH') ?? DEFAULT_PATH,
    who: uid === undefined || gid === undefined ? undefined : { uid, gid, groups: [], umask: 0o022 },
    userWord,
    architecture: config.architecture,
    env: variables,
  };
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
