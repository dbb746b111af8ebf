/** What an instruction does, and its flags, in one sentence each: for completion and hover. Source: Dockerfile reference, docs.docker.com. */
export interface InstructionWords {
  readonly does: string;
  /** A snippet for the arguments, `$1` where the caret goes. */
  readonly snippet: string;
  readonly flags: Readonly<Record<string, FlagWords>>;
}
export interface FlagWords {
  readonly does: string;
  /** Takes a value (`--from=`); else it stands alone (`--link`). */
  readonly value: boolean;
  readonly values?: readonly string[];
}

const valued = (does: string, values?: readonly string[]): FlagWords => ({
  does,
  value: true,
  ...(values ? { values } : {}),
});
const bare = (does: string): FlagWords => ({ does, value: false });

const COPY_FLAGS: Readonly<Record<string, FlagWords>> = {
  chown: valued('Owner of the copies, `user:group`; names are looked up in the image.'),
  chmod: valued('Mode of the copies, such as `0755`.', ['0755', '0644', '0444']),
  link: bare('Makes a layer of its own that stays cached when layers below it change.'),
  exclude: valued('A pattern of paths to leave out; can be given several times.'),
};

const MOUNT = valued(
  'Mounts a cache, secret, SSH agent, other stage or tmpfs while the command runs; nothing of it stays in the layer.',
);

/** By lower-case instruction name. */
export const INSTRUCTION_WORDS: Readonly<Record<string, InstructionWords>> = {
  add: {
    does: 'Copies files, downloads URLs and Git repositories, and unpacks local archives.',
    snippet: '${1:source} ${2:destination}',
    flags: {
      ...COPY_FLAGS,
      checksum: valued('Digest that a download must have, `sha256:…`.'),
      'keep-git-dir': valued('Keeps `.git` of a Git source.', ['true', 'false']),
      unpack: valued('Unpacks archives, downloaded ones included, or leaves them packed.', ['true', 'false']),
    },
  },
  arg: {
    does: 'Declares a variable that `--build-arg` can set; it is not in the image.',
    snippet: '${1:NAME}',
    flags: {},
  },
  cmd: { does: 'Default command, or default arguments of ENTRYPOINT.', snippet: '["${1:executable}"]', flags: {} },
  copy: {
    does: 'Copies files from the context, another stage or another image.',
    snippet: '${1:source} ${2:destination}',
    flags: {
      from: valued('A stage, its number or an image to copy from, instead of the context.'),
      ...COPY_FLAGS,
      parents: bare('Keeps the folders of each source below the destination.'),
    },
  },
  entrypoint: { does: 'The command that a container runs.', snippet: '["${1:executable}"]', flags: {} },
  env: {
    does: 'Sets environment variables, in later steps and in the image.',
    snippet: '${1:NAME}=${2:value}',
    flags: {},
  },
  expose: { does: 'Says which ports the program listens on; it opens none.', snippet: '${1:8080}', flags: {} },
  from: {
    does: 'Begins a stage from an image or an earlier stage.',
    snippet: '${1:image}',
    flags: {
      platform: valued('Platform of the image, such as `$BUILDPLATFORM`.', [
        '$BUILDPLATFORM',
        '$TARGETPLATFORM',
        'linux/amd64',
        'linux/arm64',
      ]),
    },
  },
  healthcheck: {
    does: 'A command that tells whether the container is healthy.',
    snippet: '--interval=${1:30s} CMD ["${2:executable}"]',
    flags: {
      interval: valued('Time between checks, 30s unless given.'),
      timeout: valued('Time a check may take, 30s unless given.'),
      retries: valued('Failures in a row that make it unhealthy, 3 unless given.'),
      'start-period': valued('Time to start in which failures do not count.'),
      'start-interval': valued('Time between checks while starting.'),
    },
  },
  label: { does: 'Adds metadata to the image.', snippet: '${1:key}="${2:value}"', flags: {} },
  maintainer: {
    does: 'Deprecated: LABEL org.opencontainers.image.authors takes its place.',
    snippet: '${1:name}',
    flags: {},
  },
  onbuild: { does: 'An instruction that runs in builds that start from this image.', snippet: '$1', flags: {} },
  run: {
    does: 'Runs a command and keeps the changed files as a layer.',
    snippet: '${1:command}',
    flags: {
      mount: MOUNT,
      network: valued('Network of the command.', ['default', 'none', 'host']),
      security: valued('`insecure` runs without sandbox; the builder must allow it.', ['sandbox', 'insecure']),
    },
  },
  shell: {
    does: 'The shell for later RUN, CMD and ENTRYPOINT in shell form.',
    snippet: '["${1:/bin/sh}", "${2:-c}"]',
    flags: {},
  },
  stopsignal: { does: 'The signal that `docker stop` sends.', snippet: '${1:SIGTERM}', flags: {} },
  user: { does: 'The user of later steps and of the container.', snippet: '${1:user}', flags: {} },
  volume: { does: 'Paths that become anonymous volumes in containers.', snippet: '["${1:/data}"]', flags: {} },
  workdir: {
    does: 'The working directory of later steps and of the container; made when missing.',
    snippet: '${1:/app}',
    flags: {},
  },
};

/** Keys of `--mount=` by mount type; `type` itself is offered first. Source: Dockerfile reference, RUN --mount. */
export const MOUNT_KEYS: Readonly<Record<string, readonly string[]>> = {
  bind: ['target', 'source', 'from', 'rw'],
  cache: ['target', 'id', 'sharing', 'from', 'source', 'ro', 'mode', 'uid', 'gid'],
  secret: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
};

/** What each mount type is for. */
export const MOUNT_TYPES: Readonly<Record<string, string>> = {
  bind: 'Files of the context, a stage or an image, read only unless `rw`.',
  cache: 'A folder that later builds find again, for package managers and compilers.',
  secret: 'A file or variable with a secret that stays out of layers and history.',
  ssh: 'The SSH agent of whoever builds.',
  tmpfs: 'A folder in memory.',
};

/** What each key of `--mount=` means. */
export const MOUNT_KEY_WORDS: Readonly<Record<string, string>> = {
  target: 'Where it is mounted.',
  source: 'Path inside `from`, or inside the context.',
  from: 'A stage or an image.',
  rw: 'Writable; what is written is thrown away.',
  ro: 'Read only.',
  id: 'Its name.',
  sharing: 'What builds at the same time do: `shared`, `private` or `locked`.',
  mode: 'Mode, octal.',
  uid: 'Owner.',
  gid: 'Group.',
  env: 'The variable that holds the secret.',
  required: 'The step fails without it.',
  size: 'Most bytes.',
};

/** Values of mount keys that have a closed list. */
export const MOUNT_VALUES: Readonly<Record<string, readonly string[]>> = {
  sharing: ['shared', 'private', 'locked'],
  required: ['true', 'false'],
};

export const SIGNALS: readonly string[] = [
  'SIGTERM',
  'SIGINT',
  'SIGQUIT',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
  'SIGKILL',
];
