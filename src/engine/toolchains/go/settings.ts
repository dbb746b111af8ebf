import type { Process } from '../../kernel/system.ts';

/** Flags of go build, test and run whose value is the next word unless `=` is used. Source: golang/go cmd/go `go help build`. */
const VALUED = new Set([
  'o',
  'ldflags',
  'tags',
  'mod',
  'p',
  'gcflags',
  'asmflags',
  'installsuffix',
  'buildmode',
  'pgo',
  'compiler',
  'pkgdir',
  'run',
  'count',
  'timeout',
  'coverprofile',
  'covermode',
  'bench',
  'parallel',
  'cpu',
  'skip',
  'C',
  'modfile',
  'overlay',
  'toolexec',
  'coverpkg',
  'vet',
  // go help testflag
  'shuffle',
  'fuzz',
  'fuzztime',
  'fuzzminimizetime',
  'benchtime',
  'outputdir',
  'exec',
  'trace',
  'blockprofile',
  'cpuprofile',
  'memprofile',
  'mutexprofile',
  'list',
]);
const PLAIN = new Set([
  'a',
  'v',
  'x',
  'n',
  'trimpath',
  'race',
  'buildvcs',
  'work',
  'i',
  'cover',
  'short',
  'failfast',
  'json',
  'benchmem',
  'modcacherw',
  'linkshared',
  'msan',
  'asan',
  'd',
  'u',
  't',
  'fullpath',
  'c',
]);

export interface GoArguments {
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/** Flags and operands as Go's flag package reads them: one or two dashes, up to the first operand. */
export function readFlags(process: Process, args: readonly string[]): GoArguments | { readonly unknown: string } {
  const flags = new Map<string, string>();
  for (const pair of (process.env.get('GOFLAGS') ?? '').split(/\s+/).filter(Boolean)) {
    const [, name = '', value = 'true'] = /^--?([\w]+)(?:=(.*))?$/.exec(pair) ?? [];
    flags.set(name, value);
  }
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-') || arg === '-') break;
    const [, name = '', value] = /^--?([^=]+)(?:=([^]*))?$/.exec(arg) ?? [];
    if (!VALUED.has(name) && !PLAIN.has(name)) return { unknown: name };
    flags.set(name, value ?? (VALUED.has(name) ? (args[++at] ?? '') : 'true'));
  }
  return { flags, rest: args.slice(at) };
}

/** What is built for, and whether C takes part. */
export interface Target {
  readonly os: string;
  readonly arch: string;
  readonly native: boolean;
  readonly cgo: boolean;
  /** CGO_ENABLED=1 was asked for, and this compiler is not there. */
  readonly missingCompiler: string | undefined;
  /** The C compiler makes programs for the machine it runs on, and this is another one. */
  readonly wrongCompiler: boolean;
}

const PAIRS =
  /^(?:linux\/(?:386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mipsle|ppc64|ppc64le|riscv64|s390x)|darwin\/(?:amd64|arm64)|windows\/(?:386|amd64|arm64)|freebsd\/(?:386|amd64|arm|arm64)|js\/wasm|wasip1\/wasm)$/;

/** GOOS, GOARCH and CGO_ENABLED with Go's defaults; undefined for a pair that Go does not know. */
export function targetOf(process: Process): Target | undefined {
  const own = process.system.platform.split('/')[1] ?? 'amd64';
  const os = process.env.get('GOOS') || 'linux';
  const arch = process.env.get('GOARCH') || own;
  if (!PAIRS.test(`${os}/${arch}`)) return undefined;
  const native = os === 'linux' && arch === own;
  const name = (process.env.get('CC') || 'gcc').split(' ')[0] ?? 'gcc';
  const compiler = process.find(name) !== undefined;
  const wish = process.env.get('CGO_ENABLED');
  // cmd/go: cgo is on by default only for a native build with a C compiler at hand (since Go 1.20)
  const cgo = wish === '1' || (wish !== '0' && native && compiler);
  return {
    os,
    arch,
    native,
    cgo,
    missingCompiler: wish === '1' && !compiler ? name : undefined,
    wrongCompiler: wish === '1' && !native && /^(?:gcc|cc|g\+\+)$/.test(name),
  };
}

/** Folder of the build cache; a message when Go cannot tell one. */
export function buildCache(process: Process): { readonly folder: string } | { readonly problem: string } {
  const set = process.env.get('GOCACHE');
  if (set) return { folder: set };
  const xdg = process.env.get('XDG_CACHE_HOME');
  const home = process.env.get('HOME');
  if (xdg) return { folder: `${xdg}/go-build` };
  if (home) return { folder: `${home === '/' ? '' : home}/.cache/go-build` };
  return {
    problem:
      'build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined',
  };
}

/** Folder of downloaded modules. */
export function moduleCache(process: Process): string {
  const home = process.env.get('HOME') ?? '/root';
  return process.env.get('GOMODCACHE') || `${process.env.get('GOPATH') || `${home === '/' ? '' : home}/go`}/pkg/mod`;
}

/** `go1.26.1`, from the file that every Go installation has. */
export function goVersion(process: Process): string {
  const version = process.files.read('/usr/local/go/VERSION');
  return (version.ok ? version.value : undefined)?.split('\n')[0] ?? 'go1.26';
}
