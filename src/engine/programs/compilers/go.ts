import { fail, goBuild, goInstall, goRun } from '../../toolchains/go/build.ts';
import { download } from '../../toolchains/go/download.ts';
import { currentModule, NO_MODULE, selectPackages } from '../../toolchains/go/select.ts';
import { buildCache, goVersion, moduleCache, targetOf } from '../../toolchains/go/settings.ts';
import { goTest, goVet } from '../../toolchains/go/test.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

/**
 * The go command as a model: build, install, run, test, vet, fmt, list, get and mod download without new modules, mod verify,
 * clean, env, version. Imports are followed through the module, sizes are measured figures (content/packages/go), programs
 * get facts read from their text. Left out: the compiler's own errors, real test runs (see models/go/test.ts), adding
 * modules, generate, work, vendor folders.
 */
const command: Command = {
  summary: 'Go tool chain: build, install, run, test, vet, mod download, list, env; a model that follows imports.',
  example: `
$ go version
go version go1.26.1 linux/amd64
$ go build ./cmd/x
! go: go.mod file not found in current directory or any parent directory; see 'go help modules'
`,
  run(process, args) {
    const [verb = '', ...rest] = args;
    const run = VERBS[verb];
    if (run) return run(process, changeFolder(process, rest));
    if (['generate', 'work', 'tool', 'doc', 'fix', 'bug', 'telemetry', 'help'].includes(verb)) {
      process.notSimulated(`go ${verb}`);
      return 0;
    }
    if (verb === '')
      return fail(process, 'Go is a tool for managing Go source code.\n\nUsage:\n\n\tgo <command> [arguments]', 2);
    return fail(process, `go ${verb}: unknown command\nRun 'go help' for usage.`, 2);
  },
};
export default command;

const VERBS: Readonly<Record<string, (process: Process, args: readonly string[]) => number | Task>> = {
  build: goBuild,
  install: goInstall,
  run: goRun,
  test: goTest,
  vet: goVet,
  mod: goMod,
  get: goGet,
  list: goList,
  env: goEnv,
  clean: goClean,
  // sources are taken to be formatted, as by gofmt
  fmt: () => 0,
  version: (process) => {
    const platform = process.system.platform.split('/').slice(0, 2).join('/');
    process.out(`go version ${goVersion(process)} ${platform}\n`);
    return 0;
  },
};

/** `-C DIR` must be the first flag. */
function changeFolder(process: Process, args: readonly string[]): readonly string[] {
  const [first = '', second = ''] = args;
  const joined = /^--?C=(.*)$/.exec(first)?.[1];
  const folder = joined ?? (/^--?C$/.test(first) ? second : undefined);
  if (folder === undefined) return args;
  process.cwd = process.path(folder).replace(/\/$/, '') || '/';
  return args.slice(joined === undefined ? 2 : 1);
}

function goMod(process: Process, args: readonly string[]): number {
  const verb = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (!['download', 'verify', 'tidy'].includes(verb)) {
    process.notSimulated(`go mod ${verb}`);
    return 0;
  }
  const current = currentModule(process);
  if ('message' in current)
    return fail(
      process,
      verb === 'download' && current.message === NO_MODULE
        ? "go: no modules specified (see 'go help mod download')"
        : current.message,
    );
  const { requires } = current.module;
  if (verb === 'download' && requires.length === 0) {
    process.err('go: no module dependencies to download\n');
    return 0;
  }
  const missing = download(process, requires);
  if (missing !== undefined) return fail(process, missing);
  if (verb === 'verify') process.out('all modules verified\n');
  return 0;
}

/** `go get ./...` fetches what go.mod names; with other words it would choose versions. */
function goGet(process: Process, args: readonly string[]): number {
  const words = args.filter((arg) => !arg.startsWith('-'));
  if (words.some((word) => !word.startsWith('.'))) {
    process.notSimulated(`go get ${words.join(' ')}`);
    return 0;
  }
  const current = currentModule(process);
  if ('message' in current) return fail(process, current.message);
  const missing = download(process, current.module.requires, new Map());
  return missing === undefined ? 0 : fail(process, missing);
}

/** Import paths of packages, and nothing more. */
function goList(process: Process, args: readonly string[]): number {
  const flag = args.find((arg) => arg.startsWith('-'));
  if (flag !== undefined) {
    process.notSimulated(`go list ${flag}`);
    return 0;
  }
  const selected = selectPackages(process, args);
  if (!selected.ok) return fail(process, selected.message);
  for (const { importPath } of selected.packages) process.out(`${importPath}\n`);
  return 0;
}

function goClean(process: Process, flags: readonly string[]): number {
  const cache = buildCache(process);
  for (const flag of flags) {
    if (/^--?cache$/.test(flag) && 'folder' in cache) process.files.remove(cache.folder, { recursive: true });
    else if (/^--?modcache$/.test(flag)) process.files.remove(moduleCache(process), { recursive: true });
    else if (!/^--?testcache$/.test(flag)) process.notSimulated(`go clean ${flag}`);
  }
  return 0;
}

function goEnv(process: Process, names: readonly string[]): number {
  const target = targetOf(process);
  const cache = buildCache(process);
  const known: Readonly<Record<string, string>> = {
    GOOS: target?.os ?? '',
    GOARCH: target?.arch ?? '',
    CGO_ENABLED: target?.cgo ? '1' : '0',
    GOCACHE: 'folder' in cache ? cache.folder : '',
    GOMODCACHE: moduleCache(process),
    GOVERSION: goVersion(process),
    GOPATH: process.env.get('GOPATH') ?? `${process.env.get('HOME') ?? '/root'}/go`,
    GOFLAGS: process.env.get('GOFLAGS') ?? '',
    GOROOT: '/usr/local/go',
    GOBIN: process.env.get('GOBIN') ?? '',
    GOPROXY: process.env.get('GOPROXY') ?? 'https://proxy.golang.org,direct',
    GOTOOLCHAIN: process.env.get('GOTOOLCHAIN') ?? 'auto',
  };
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) process.notSimulated('go env without a name');
  for (const name of names) {
    if (known[name] === undefined) process.notSimulated(`go env ${name}`);
    process.out(`${known[name] ?? ''}\n`);
  }
  return 0;
}
