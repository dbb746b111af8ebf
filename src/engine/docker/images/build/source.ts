import { basename, clean, dirname, type Tree } from '../../../files/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Task } from '../../../kernel/index.ts';
import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import { folderTree, noFiles, stdinContext } from './context.ts';

/** What a build is made from. */
export interface Source {
  readonly context: Tree;
  /** Text of the Dockerfile; undefined when the file is not there. */
  readonly dockerfile: string | undefined;
  /** Its name in the log. */
  readonly filename: string;
  readonly dockerignore: string | undefined;
  /** What tells it from others: the folders of context and Dockerfile. */
  readonly place: { readonly context: string; readonly dockerfile: string };
  /** An archive came through standard input: the context is not sent by the client. */
  readonly remote: boolean;
}

/** Reads PATH and `-f` as the client does. Source: docker/buildx build/opt.go LoadInputs; recorded, img-parse. */
export function* readSource(cli: Cli, given: Given): Task<Result<Source>> {
  const [path = ''] = given.args;
  const file = given.value('file') ?? '';
  if (path === '-') return yield* fromStdin(cli, file);
  if (/^(?:https?:\/\/|git:\/\/|git@|github\.com\/)/.test(path)) {
    cli.notSimulated('a build context from an address: clone it and build the folder');
    return refused(`not simulated: a build context from an address (${path})`);
  }
  if (path === '') return refused('please specify build context (e.g. "." for the current directory)');
  const { files } = cli.process;
  const folder = clean(cli.process.path(path));
  const entry = files.stat(folder);
  if (!entry.ok || entry.value.kind !== 'dir')
    return refused(`unable to prepare context: path ${JSON.stringify(path)} not found`);
  const context = folderTree(cli.daemon, files, folder);
  const read = (at: string): string | undefined => {
    const text = files.read(at);
    return text.ok ? text.value : undefined;
  };
  const plain = { context, dockerignore: read(`${folder}/.dockerignore`), remote: false };
  if (file === '-') {
    const text = yield* cli.process.readAll();
    return {
      ok: true,
      value: { ...plain, dockerfile: text, filename: 'Dockerfile', place: { context: folder, dockerfile: 'stdin' } },
    };
  }
  const at = file === '' ? `${folder}/Dockerfile` : clean(cli.process.path(file));
  const own = read(`${at}.dockerignore`);
  return {
    ok: true,
    value: {
      ...plain,
      ...(own === undefined ? {} : { dockerignore: own }),
      dockerfile: read(at),
      filename: basename(at),
      place: { context: folder, dockerfile: dirname(at) },
    },
  };
}

function* fromStdin(cli: Cli, file: string): Task<Result<Source>> {
  if (file === '-') return refused("invalid argument: can't use stdin for both build context and dockerfile");
  const text = yield* cli.process.readAll();
  const stdin = stdinContext(text);
  if (stdin.kind === 'archive') {
    const name = file === '' ? 'Dockerfile' : file;
    const dockerfile = stdin.tree.read(`/${name}`);
    const ignore = stdin.tree.read('/.dockerignore');
    return {
      ok: true,
      value: {
        context: stdin.tree,
        dockerfile: dockerfile.ok ? dockerfile.value : undefined,
        filename: basename(name),
        dockerignore: ignore.ok ? ignore.value : undefined,
        place: { context: 'archive', dockerfile: 'archive' },
        remote: true,
      },
    };
  }
  if (file !== '') return refused('ambiguous Dockerfile source: both stdin and flag correspond to Dockerfiles');
  return {
    ok: true,
    value: {
      context: noFiles(),
      dockerfile: text === '' ? undefined : text,
      filename: 'Dockerfile',
      dockerignore: undefined,
      place: { context: 'stdin', dockerfile: 'stdin' },
      remote: false,
    },
  };
}
