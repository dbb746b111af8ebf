import { fail, goBuild, goInstall, goVersion, NO_MODULE } from '../models/go/build.ts';
import { download } from '../models/go/download.ts';
import { findModule } from '../models/go/module.ts';
import { buildCache, moduleCache, targetOf } from '../models/go/settings.ts';
import { goTest, goVet } from '../models/go/test.ts';
import type { Command, Process } from '../system.ts';

/**
 * The go command as a model: build, install, test, vet, mod download, mod verify, env, version. Imports are followed through the
 * module, sizes are measured figures (content/packages/go), programs get facts read from their text. Left out: the
 * compiler's own errors, real test runs (see models/go/test.ts), get, run, generate, work, vendor.
 */
const command: Command = {
  summary: 'Go tool chain: build, test, vet, mod download and verify, env, version; a model that follows imports.',
  example: `
$ go version
go version go1.26.1 linux/amd64
$ go build ./cmd/x
! go: go.mod file not found in current directory or any parent directory; see 'go help modules'
`,
  run(process, args) {
    const [verb = '', ...rest] = args;
    const run = VERBS[verb];
    if (run) return run(process, rest);
    if (
      [
        'get',
        'run',
        'generate',
        'work',
        'tool',
        'fmt',
        'clean',
        'list',
        'doc',
        'fix',
        'bug',
        'telemetry',
        'help',
      ].includes(verb)
    ) {
      process.notSimulated(`go ${verb}`);
      return 0;
    }
    if (verb === '')
      return fail(process, 'Go is a tool for managing Go source code.\n\nUsage:\n\n\tgo <command> [arguments]', 2);
    return fail(process, `go ${verb}: unknown command\nRun 'go help' for usage.`, 2);
  },
};
export default command;

const VERBS: Readonly<Record<string, (process: Process, args: readonly string[]) => number>> = {
  build: goBuild,
  install: goInstall,
  test: goTest,
  vet: goVet,
  mod: goMod,
  env: goEnv,
  version: (process) => {
    const platform = process.system.platform.split('/').slice(0, 2).join('/');
    process.out(`go version ${goVersion(process)} ${platform}\n`);
    return 0;
  },
};

function goMod(process: Process, args: readonly string[]): number {
  const verb = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (!['download', 'verify', 'tidy'].includes(verb)) {
    process.notSimulated(`go mod ${verb}`);
    return 0;
  }
  const module = findModule(process);
  if (!module) return fail(process, NO_MODULE);
  if (verb === 'download' && module.requires.length === 0) {
    process.err('go: no module dependencies to download\n');
    return 0;
  }
  const missing = download(process, module.requires, false);
  if (missing !== undefined) return fail(process, missing);
  if (verb === 'verify') process.out('all modules verified\n');
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
    GOPATH: process.env.get('GOPATH') ?? '',
    GOFLAGS: process.env.get('GOFLAGS') ?? '',
    GOROOT: '/usr/local/go',
  };
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) process.notSimulated('go env without a name');
  for (const name of names) {
    if (known[name] === undefined) process.notSimulated(`go env ${name}`);
    process.out(`${known[name] ?? ''}\n`);
  }
  return 0;
}
