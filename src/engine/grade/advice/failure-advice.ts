/** What a known failure says, and what to try about it. `$1` stands for the first group. */
type Row = readonly [RegExp, string];

// In the words of the models and of BuildKit; the first row that fits counts.
const BUILD: readonly Row[] = [
  [/"\/bin\/(?:sh|bash)": stat/, 'Do this in another stage and copy the result: this base has no shell.'],
  [
    /existing package-lock\.json/,
    'Copy package-lock.json beside package.json before `npm ci`: it installs what that file lists.',
  ],
  [
    /package-lock\.json or npm-shrinkwrap\.json are in sync/,
    'Bring package-lock.json in step with package.json, and copy both.',
  ],
  [
    /EACCES: permission denied, mkdir/,
    'Install as root and set USER afterwards, or give the folder to the user first: WORKDIR makes it root’s.',
  ],
  [/Could not read package\.json/, 'Copy package.json into the working directory before npm runs.'],
  [/Host key verification failed/, 'Put the key of the server into known_hosts of the user who runs git.'],
  [
    /Permission denied \(publickey/,
    'Lend this RUN a key: --mount=type=ssh, or --mount=type=secret with the id that the build gives.',
  ],
  [
    /Load key .*: Permission denied/,
    'Let the mount belong to the user who runs git, as uid=1000 in --mount=type=secret.',
  ],
  [/Load key .*: bad permissions/, 'Give the key a mode that only its owner may read: mode=0600.'],
  [/Load key .*libcrypto/, 'Put a private key there: the file is none. A build argument that nobody gives is empty.'],
  [
    /could not read Username/,
    'Fetch over SSH with a mounted key, or with a token from a secret mount: the repository is private.',
  ],
  [/cannot run ssh/, 'Install an SSH client in this stage: git calls `ssh`.'],
  [/missing go\.sum entry/, 'Copy go.sum beside go.mod: it holds the checksums of the modules.'],
  [/no Go files in/, 'Name the folder of the main package, such as ./cmd/server.'],
  [
    /no required module provides package/,
    'Copy the folder of that package into this stage, or add its module to go.mod.',
  ],
  [/go\.mod requires go >= (\S+)/, 'Build with an image of Go $1 or newer.'],
  [
    /go\.mod file not found|no modules specified/,
    'Copy go.mod into the working directory, or set WORKDIR to the folder where it lies.',
  ],
  [/unsupported GOOS\/GOARCH pair/, 'Take TARGETOS and TARGETARCH: TARGETPLATFORM holds both in one word.'],
  [
    /C compiler "(\S+)" not found|no such instruction: `stp/,
    'Switch cgo off with CGO_ENABLED=0, or install a C compiler for the target.',
  ],
  [/exec format error/i, 'Run here only what is compiled for this machine.'],
  [/--- FAIL: |^not ok |\[setup failed\]/, 'Repair what the test reports. The build is right to stop.'],
  [
    /error TS2307|error TS2580/,
    'Install all dependencies in the stage that compiles: types are development dependencies.',
  ],
  [
    /Could not get lock \S+ It is held/,
    'Write sharing=locked in the cache mounts of apt: another step has the lock, and apt does not wait for it.',
  ],
  [/Unable to locate package/, 'Run `apt-get update` in the same RUN, before the install.'],
  [/unable to select packages/, 'Let apk fetch its index: `apk add --no-cache`.'],
  [/are you root|lock database: Permission denied/, 'Install before USER, while the stage runs as root.'],
  [/\[Y\/n\] Abort/, 'Answer the question in advance: `apt-get install -y`.'],
  [/Could not open requirements file/, 'Copy the requirements file into this stage before pip runs.'],
];

const START: readonly Row[] = [
  [
    /could not locate the bindings file/i,
    'Let the install script of the package run: with --ignore-scripts its compiled part is missing.',
  ],
  [/NODE_MODULE_VERSION/, 'Install the modules with the major release of Node that runs them.'],
  [/Exec format error/, 'Install the modules for the platform of the image.'],
  [
    /symbol not found|shared library|shared object/,
    'Install the modules on the C library that the last stage has. A compiled module is bound to glibc or to musl.',
  ],
  [/Cannot use import statement/, 'Copy package.json beside the program: its "type" says that the files are modules.'],
  [
    /Cannot find (?:package|module) '((?:@[^/']+\/)?[^./'][^/']*)/,
    'Copy a node_modules folder with $1 into the image, beside the program or above it.',
  ],
  [/Cannot find module '\//, 'Copy the program to the path that the command names, or correct the command.'],
  [/unexpected end of parameter, expecting ";"/, 'End the directive with a semicolon: "daemon off;".'],
  [
    /Permission denied|EACCES/,
    'Give that path to the user of the image, or choose an image made for another user than root.',
  ],
];

const NOT_FOUND = /(?:sh|bash|ash|exec)[^\n]*: ([\w.@/-]+): not found$|env: [‘']?([\w.-]+)[’']?: No such file/;

function lookUp(rows: readonly Row[], text: string): string | undefined {
  for (const [pattern, advice] of rows) {
    const match = pattern.exec(text);
    if (match) return advice.replace('$1', match[1] ?? '');
  }
  return undefined;
}

/** The command that a shell did not find, in its last words. */
export function missingCommand(text: string): string | undefined {
  const match = NOT_FOUND.exec(text);
  return match?.[1] ?? match?.[2];
}

/** What to try about a step that failed with these words; undefined for words that say nothing known. */
export function adviceOnBuild(text: string): string | undefined {
  return lookUp(BUILD, text);
}

/** The same for a container that ended. */
export function adviceOnStart(text: string): string | undefined {
  const command = missingCommand(text);
  if (command !== undefined) return `Start from an image that has ${command}, or start the program without it.`;
  return lookUp(START, text);
}
