import { describe, expect, it } from 'vitest';
import { packageFacts, packages, testMachine, type TestOptions } from '../../testing/machine.ts';

// Messages and exit codes were compared with Go 1.24.4 (Debian 13).
const MODULE = {
  '/src/go.mod': 'module example.com/x\n\ngo 1.26\n',
  '/src/cmd/app/main.go':
    'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/x/internal/lib"\n)\n\nfunc main() { fmt.Println(lib.A()) }\n',
  '/src/internal/lib/lib.go': 'package lib\n\nfunc A() int { return 1 }\n',
};
const SERVER = 'package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n';
const WITH_UUID = {
  ...MODULE,
  '/src/go.mod': 'module example.com/x\n\ngo 1.26\n\nrequire github.com/google/uuid v1.6.0\n',
  '/src/cmd/app/main.go':
    'package main\n\nimport (\n\t"net/http"\n\t"github.com/google/uuid"\n)\n\nfunc main() {\n\tuuid.New()\n\thttp.ListenAndServe(":8080", nil)\n}\n',
  '/src/go.sum':
    'github.com/google/uuid v1.6.0 h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=\ngithub.com/google/uuid v1.6.0/go.mod h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=\n',
};
const GO_IMAGE = { GOTOOLCHAIN: 'local', GOPATH: '/go', HOME: '/root', PATH: '/usr/bin:/bin' };

function go(options: TestOptions = {}) {
  return testMachine({ files: MODULE, cwd: '/src', env: GO_IMAGE, ...options });
}
function without(files: Readonly<Record<string, string>>, path: string) {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}
/** Output, exit code and what is left out of one command. */
function said({ out, err, exit, notSimulated }: ReturnType<ReturnType<typeof go>['run']>) {
  return { out, err, exit, ...(notSimulated.length ? { notSimulated: notSimulated.map(({ what }) => what) } : {}) };
}
const failing = (err: string, exit = 1) => ({ out: '', err, exit });
const FINE = { out: '', err: '', exit: 0 };

/** Bytes of the program that a command makes of the server. */
const size = (command: string) => {
  const machine = go({ files: { ...MODULE, '/src/cmd/app/main.go': SERVER } });
  return Number(machine.run(`${command} && stat -c %s app`).out);
};

/** How a program of this text behaves. */
const started = (main: string, env: Record<string, string> = {}) => {
  const machine = go({ files: { ...MODULE, '/src/main.go': main } });
  machine.run('go build -o /app .');
  const { running, exit, out } = machine.exec(['/app'], { env });
  return running ? running.listens : { exit, out };
};

describe('go build', () => {
  it('writes a program named after its folder', () => {
    const machine = go();
    expect(said(machine.run('go build ./cmd/app'))).toEqual(FINE);
    expect(machine.run('./app && ls').out).toBe('app\ncmd\ngo.mod\ninternal\n');
  });

  it('says what it says without go.mod, packages, folders and with strange flags', () => {
    const machine = go({ files: { '/empty/': '', ...MODULE } });
    const noModule = "go: go.mod file not found in current directory or any parent directory; see 'go help modules'\n";
    expect(said(machine.run('cd /empty && go build .'))).toEqual(failing(noModule));
    expect(said(machine.run('cd /empty && go build ./...'))).toEqual(
      failing('pattern ./...: directory prefix . does not contain main module or its selected dependencies\n'),
    );
    expect(said(machine.run('go build .'))).toEqual(failing('no Go files in /src\n'));
    expect(said(machine.run('go build ./nowhere'))).toEqual(failing('stat /src/nowhere: directory not found\n'));
    expect(said(machine.run('go build nowhere'))).toEqual(
      failing('package nowhere is not in std (/usr/local/go/src/nowhere)\n'),
    );
    expect(said(machine.run('go build example.com/x/none'))).toEqual(
      failing('no required module provides package example.com/x/none; to add it:\n\tgo get example.com/x/none\n'),
    );
    expect(said(machine.run('go build -foo ./...'))).toEqual(
      failing(
        "flag provided but not defined: -foo\nusage: go build [-o output] [build flags] [packages]\nRun 'go help build' for details.\n",
        2,
      ),
    );
    expect(said(machine.run('go buidl'))).toEqual(failing("go buidl: unknown command\nRun 'go help' for usage.\n", 2));
  });

  it('refuses a go.mod that asks for a newer Go, where the tool chain is fixed', () => {
    const files = { ...MODULE, '/src/go.mod': 'module example.com/x\n\ngo 1.27\n' };
    const refusal = 'go: go.mod requires go >= 1.27 (running go 1.26.1; GOTOOLCHAIN=local)\n';
    for (const verb of ['build ./cmd/app', 'test ./...', 'vet ./...', 'install ./...', 'mod download'])
      expect(said(go({ files }).run(`go ${verb}`))).toEqual(failing(refusal));
    expect(said(go({ files }).run('go version'))).toEqual({ ...FINE, out: 'go version go1.26.1 linux/amd64\n' });
    expect(said(go({ files, env: { ...GO_IMAGE, GOTOOLCHAIN: 'auto' } }).run('go build ./cmd/app'))).toEqual({
      ...FINE,
      notSimulated: ['download of Go 1.27'],
    });
    const older = { ...MODULE, '/src/go.mod': 'module example.com/x\n\ngo 1.26.1\n' };
    expect(said(go({ files: older }).run('go build ./cmd/app'))).toEqual(FINE);
  });

  it('names imports that lead nowhere, each at its place', () => {
    const files = {
      ...without(MODULE, '/src/internal/lib/lib.go'),
      '/src/cmd/app/main.go': 'package main\n\nimport (\n\t"example.com/x/internal/lib"\n\t"github.com/not/there"\n)\n',
    };
    expect(said(go({ files }).run('go build ./...'))).toEqual(
      failing(
        'cmd/app/main.go:4:2: no required module provides package example.com/x/internal/lib; to add it:\n\tgo get example.com/x/internal/lib\ncmd/app/main.go:5:2: no required module provides package github.com/not/there; to add it:\n\tgo get github.com/not/there\n',
      ),
    );
  });

  it('wants a line in go.sum for each module it compiles', () => {
    expect(said(go({ files: without(WITH_UUID, '/src/go.sum') }).run('go build -o /app ./cmd/app'))).toEqual(
      failing(
        'cmd/app/main.go:5:2: missing go.sum entry for module providing package github.com/google/uuid (imported by example.com/x/cmd/app); to add:\n\tgo get example.com/x/cmd/app\n',
      ),
    );
  });

  it('downloads modules once, says so, and fails without a network', () => {
    const machine = go({ files: WITH_UUID });
    const first = said(machine.run('go build -o /app ./cmd/app'));
    expect(first).toEqual({ ...FINE, err: 'go: downloading github.com/google/uuid v1.6.0\n' });
    expect(said(machine.run('go build -o /app ./cmd/app'))).toEqual(FINE);
    expect(machine.run('ls /go/pkg/mod/github.com/google').out).toBe('uuid@v1.6.0\n');
    expect(said(go({ files: WITH_UUID, system: { network: false } }).run('go build -o /app ./cmd/app'))).toEqual(
      failing(
        'go: downloading github.com/google/uuid v1.6.0\ncmd/app/main.go:5:2: github.com/google/uuid@v1.6.0: Get "https://proxy.golang.org/github.com/google/uuid/@v/v1.6.0.zip": dial tcp: lookup proxy.golang.org: Temporary failure in name resolution\n',
      ),
    );
    expect(said(go({ files: WITH_UUID }).run('GOPROXY=off go build -o /app ./cmd/app'))).toEqual(
      failing(
        'go: downloading github.com/google/uuid v1.6.0\ncmd/app/main.go:5:2: module lookup disabled by GOPROXY=off\n',
      ),
    );
  });
});

describe('the output of go build', () => {
  it('is a file, lies in a folder, or is refused for several programs', () => {
    const files = { ...MODULE, '/src/cmd/two/main.go': 'package main\n\nfunc main() {}\n' };
    const machine = go({ files });
    expect(said(machine.run('go build -o /out/deep/x ./cmd/app && ls -F /out/deep'))).toEqual({ ...FINE, out: 'x*\n' });
    expect(said(machine.run('go build -o /bins/ ./... && ls -F /bins'))).toEqual({ ...FINE, out: 'app*\ntwo*\n' });
    expect(said(machine.run('go build -o /bin1 ./...'))).toEqual(
      failing('go: cannot write multiple packages to non-directory /bin1\n'),
    );
    expect(said(machine.run('go build ./... && ls'))).toEqual({ ...FINE, out: 'cmd\ngo.mod\ninternal\n' });
    expect(said(machine.run('go build -o /bins/ ./internal/lib'))).toEqual(failing('go: no main packages to build\n'));
  });

  it('of a package that is no program is an archive nobody can run', () => {
    const machine = go();
    expect(said(machine.run('go build -o /lib.out ./internal/lib'))).toEqual(FINE);
    expect(said(machine.run('/lib.out'))).toEqual(failing('/bin/sh: 1: /lib.out: Permission denied\n', 126));
    expect(said(machine.run('go build ./internal/lib && ls'))).toEqual({ ...FINE, out: 'cmd\ngo.mod\ninternal\n' });
  });

  it('takes its name from the first file when files are named', () => {
    const machine = go();
    expect(said(machine.run('go build cmd/app/main.go && ls'))).toEqual({
      ...FINE,
      out: 'cmd\ngo.mod\ninternal\nmain\n',
    });
    expect(said(machine.run('go build -o /srv cmd/app/nothing.go')).exit).toBe(1);
    const loose = testMachine({ files: { '/w/hi.go': 'package main\n\nfunc main() {}\n' }, cwd: '/w', env: GO_IMAGE });
    expect(said(loose.run('go build hi.go && ls'))).toEqual({ ...FINE, out: 'hi\nhi.go\n' });
  });

  it('is smaller without symbols, and strip makes it as small', () => {
    expect(size('go build ./cmd/app')).toBe(8_469_289);
    expect(size('go build -ldflags="-s -w" ./cmd/app')).toBe(5_730_488);
    expect(size("go build -ldflags='-X main.v=1 -w' ./cmd/app")).toBe(5_730_488);
    expect(size('go build -ldflags="-X main.version=1" ./cmd/app')).toBe(8_469_289);
    expect(size('go build ./cmd/app && strip app')).toBe(5_730_488);
  });

  it('cannot be written where the user may not write', () => {
    const machine = go({ user: 'node', env: { ...GO_IMAGE, HOME: '/tmp' } });
    expect(said(machine.run('go build -o /usr/x ./cmd/app'))).toEqual(
      failing(
        'example.com/x/cmd/app: go build example.com/x/cmd/app: copying /tmp/go-build/b001/exe/a.out: open /usr/x: permission denied\n',
      ),
    );
  });
});

describe('cgo', () => {
  const files = { ...MODULE, '/src/cmd/app/main.go': SERVER };
  const built = (command: string, options: TestOptions = {}) => {
    const machine = go({ files, ...options });
    const { exit, err } = machine.run(`${command} -o /app ./cmd/app`);
    const entry = machine.tree.stat('/app');
    return exit === 0 && entry.ok ? `${entry.value.program?.arch} ${entry.value.program?.libc}` : err;
  };
  const noGcc = { files: { ...files, '/usr/bin/gcc': null } };

  it('is on where a C compiler is at hand and the build is native', () => {
    const gcc = { files: { ...files, '/usr/bin/gcc': { size: 1, mode: 0o755 } } };
    expect(built('go build', gcc)).toBe('amd64 glibc');
    expect(built('CGO_ENABLED=0 go build', gcc)).toBe('amd64 static');
    expect(built('GOARCH=arm64 go build', gcc)).toBe('arm64 static');
    expect(built('go build', noGcc)).toBe('amd64 static');
    expect(built('go build -tags netgo', gcc)).toBe('amd64 static');
    expect(built('go build -ldflags \'-linkmode external -extldflags "-static"\'', gcc)).toBe('amd64 static');
  });

  it('stays static for a program without net', () => {
    const gcc = { files: { ...MODULE, '/usr/bin/gcc': { size: 1, mode: 0o755 } } };
    expect(built('go build', gcc)).toBe('amd64 static');
  });

  it('asked for without a compiler, or with one for another processor, fails', () => {
    expect(built('CGO_ENABLED=1 go build', noGcc)).toBe(
      '# runtime/cgo\ncgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH\n',
    );
    const gcc = { files: { ...files, '/usr/bin/gcc': { size: 1, mode: 0o755 } } };
    expect(built('CGO_ENABLED=1 GOARCH=arm64 go build', gcc)).toBe(
      "# runtime/cgo\ngcc_arm64.S: Assembler messages:\ngcc_arm64.S:30: Error: no such instruction: `stp x29,x30,[sp,'\n",
    );
    expect(built('GOARCH=linux/arm64 go build')).toBe('go: unsupported GOOS/GOARCH pair linux/linux/arm64\n');
  });
});

describe('the build cache of Go', () => {
  it('makes the second build quick, unless -a or other flags compile again', () => {
    const machine = go();
    const cold = machine.run('go build -o /app ./cmd/app').ms;
    const warm = machine.run('go build -o /app ./cmd/app').ms;
    expect(warm).toBeLessThan(cold / 10);
    expect(machine.run('go build -a -o /app ./cmd/app').ms).toBeGreaterThan(cold / 2);
    expect(machine.run('go build -trimpath -o /app ./cmd/app').ms).toBeGreaterThan(cold / 2);
    machine.run('go clean -cache');
    expect(machine.run('go build -o /app ./cmd/app').ms).toBeGreaterThan(cold / 2);
  });

  it('must have a place', () => {
    expect(said(go({ env: { PATH: '/usr/bin' } }).run('unset HOME; go build -o /app ./cmd/app'))).toEqual(
      failing(
        'build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined\n',
      ),
    );
    expect(said(go({ user: 'node' }).run('GOCACHE=/cache go build -o /tmp/app ./cmd/app'))).toEqual(
      failing('failed to initialize build cache at /cache: mkdir /cache: permission denied\n'),
    );
  });
});

describe('go install and go run', () => {
  it('install puts programs into GOPATH/bin, GOBIN, or a folder of the platform', () => {
    const machine = go();
    expect(said(machine.run('go install ./... && ls /go/bin'))).toEqual({ ...FINE, out: 'app\n' });
    expect(said(machine.run('GOARCH=arm64 go install ./cmd/app && ls /go/bin/linux_arm64'))).toEqual({
      ...FINE,
      out: 'app\n',
    });
    expect(said(machine.run('GOBIN=/out GOARCH=arm64 go install ./cmd/app'))).toEqual(
      failing('go: cannot install cross-compiled binaries when GOBIN is set\n'),
    );
    expect(said(machine.run('go install golang.org/x/tools/cmd/goimports@latest')).notSimulated).toEqual([
      'go install golang.org/x/tools/cmd/goimports@latest',
    ]);
  });

  it('run starts what it built', () => {
    const printing = {
      ...MODULE,
      '/src/main.go': 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("hi")\n}\n',
    };
    const exiting = { ...MODULE, '/src/main.go': 'package main\n\nimport "os"\n\nfunc main() {\n\tos.Exit(3)\n}\n' };
    expect(said(go({ files: printing }).run('go run .'))).toEqual({ ...FINE, out: 'hi\n' });
    expect(said(go({ files: exiting }).run('go run main.go'))).toEqual(failing('exit status 3\n'));
    expect(go({ files: { ...MODULE, '/src/main.go': SERVER } }).run('go run .').running).toEqual({ listens: [8080] });
  });
});

describe('go test', () => {
  const TESTS = `package lib

import "testing"

func TestOk(t *testing.T) {
	if A() != 1 {
		t.Fatal("never")
	}
}

func TestBad(t *testing.T) {
	t.Error("is wrong")
}

func TestSkip(t *testing.T) {
	t.Skip("later")
}

func TestFormat(t *testing.T) {
	t.Fatalf("got %d, want %5.2f", A(), 2.0)
}
`;
  const files = { ...MODULE, '/src/internal/lib/lib_test.go': TESTS };
  const none = '?   \texample.com/x/cmd/app\t[no test files]\n';

  it('passes', () => {
    expect(said(go({ files }).run('go test -run TestOk ./...'))).toEqual({
      ...FINE,
      out: `${none}ok  \texample.com/x/internal/lib\t0.002s\n`,
    });
    expect(said(go().run('go test ./...')).exit).toBe(0);
    expect(said(go({ files }).run('go test ./internal/lib -run TestNothing'))).toEqual({
      ...FINE,
      out: 'ok  \texample.com/x/internal/lib\t0.002s [no tests to run]\n',
    });
  });

  it('fails', () => {
    expect(said(go({ files }).run('go test ./...'))).toEqual({
      out: `${none}--- FAIL: TestBad (0.00s)\n    lib_test.go:12: is wrong\n--- FAIL: TestFormat (0.00s)\n    lib_test.go:20: got …, want …\nFAIL\nFAIL\texample.com/x/internal/lib\t0.002s\nFAIL\n`,
      err: '',
      exit: 1,
    });
  });

  it('tells all with -v', () => {
    expect(said(go({ files }).run("go test -v -run 'TestOk|TestBad|TestSkip' ./internal/lib"))).toEqual({
      out: '=== RUN   TestOk\n--- PASS: TestOk (0.00s)\n=== RUN   TestBad\n    lib_test.go:12: is wrong\n--- FAIL: TestBad (0.00s)\n=== RUN   TestSkip\n    lib_test.go:16: later\n--- SKIP: TestSkip (0.00s)\nFAIL\nFAIL\texample.com/x/internal/lib\t0.002s\nFAIL\n',
      err: '',
      exit: 1,
    });
  });

  it('stops at a panic', () => {
    const panic =
      'package lib\n\nimport "testing"\n\nfunc TestPanic(t *testing.T) {\n\tpanic("no")\n}\n\nfunc TestLate(t *testing.T) {\n\tt.Fail()\n}\n';
    expect(
      said(go({ files: { ...MODULE, '/src/internal/lib/lib_test.go': panic } }).run('go test ./internal/lib')),
    ).toEqual({
      out: '--- FAIL: TestPanic (0.00s)\npanic: no [recovered]\n\tpanic: no\n\nFAIL\texample.com/x/internal/lib\t0.002s\nFAIL\n',
      err: '',
      exit: 1,
    });
  });

  it('cannot start a test built for another processor', () => {
    expect(said(go({ files }).run('GOARCH=arm64 go test -run TestOk ./internal/lib'))).toEqual({
      out: 'FAIL\texample.com/x/internal/lib\t0.000s\nFAIL\n',
      err: 'fork/exec /tmp/go-build/b001/lib.test: exec format error\n',
      exit: 1,
    });
  });

  it('says where there is nothing to test, and goes on beside a package that cannot be built', () => {
    expect(said(go().run('go test'))).toEqual({
      out: 'FAIL\t. [setup failed]\n',
      err: '# .\nno Go files in /src\n',
      exit: 1,
    });
    const broken = { ...files, '/src/cmd/app/main.go': 'package main\n\nimport "github.com/not/there"\n' };
    expect(said(go({ files: broken }).run('go test -run TestOk ./...'))).toEqual({
      out: 'FAIL\texample.com/x/cmd/app [setup failed]\nok  \texample.com/x/internal/lib\t0.002s\nFAIL\n',
      err: '# example.com/x/cmd/app\ncmd/app/main.go:3:8: no required module provides package github.com/not/there; to add it:\n\tgo get github.com/not/there\n',
      exit: 1,
    });
  });

  it('with -race needs cgo; with -cover leaves the figure open', () => {
    expect(said(go({ files }).run('CGO_ENABLED=0 go test -race ./...'))).toEqual(
      failing('go: -race requires cgo; enable cgo by setting CGO_ENABLED=1\n', 2),
    );
    expect(said(go({ files }).run('go test -run TestOk -coverprofile=/tmp/c.out ./... && ls /tmp'))).toEqual({
      ...FINE,
      out: '\texample.com/x/cmd/app\t\tcoverage: 0.0% of statements\nok  \texample.com/x/internal/lib\t0.002s\tcoverage: …% of statements\nc.out\n',
    });
  });

  it('takes the flags of go help testflag', () => {
    const flags = '-timeout 30s -shuffle=on -count=1 -parallel 4 -cpu 2 -failfast -short -bench . -benchtime 1x';
    expect(go({ files }).run(`go test -run TestOk ${flags} ./internal/lib`)).toMatchObject({
      exit: 0,
      notSimulated: [],
    });
    expect(go({ files }).run('go test -strange ./...').exit).toBe(2);
  });

  it('go vet finds nothing of its own, and stops at imports that lead nowhere', () => {
    expect(said(go({ files }).run('go vet ./...'))).toEqual(FINE);
    expect(said(go({ files: without(WITH_UUID, '/src/go.sum') }).run('go vet ./...')).exit).toBe(1);
  });
});

describe('go mod, go env, go list', () => {
  it('download fetches what go.mod names', () => {
    const facts = packages([
      packageFacts({ name: 'github.com/google/uuid', installedBytes: 90_000, manager: 'go' } as never),
    ]);
    const machine = go({ files: WITH_UUID, system: { packages: facts } });
    expect(said(machine.run('go mod download && go mod verify'))).toEqual({ ...FINE, out: 'all modules verified\n' });
    expect(machine.run('du -sb /go/pkg/mod/github.com/google/uuid@v1.6.0').out).toMatch(/^90000\t/);
    expect(said(go().run('go mod download'))).toEqual({ ...FINE, err: 'go: no module dependencies to download\n' });
    expect(said(go({ cwd: '/' }).run('go mod download'))).toEqual(
      failing("go: no modules specified (see 'go help mod download')\n"),
    );
    expect(said(go({ files: WITH_UUID, system: { network: false } }).run('go mod download'))).toEqual(
      failing(
        'go: github.com/google/uuid@v1.6.0: Get "https://proxy.golang.org/github.com/google/uuid/@v/v1.6.0.mod": dial tcp: lookup proxy.golang.org: Temporary failure in name resolution\n',
      ),
    );
    expect(said(go().run('go mod vendor')).notSimulated).toEqual(['go mod vendor']);
  });

  it('env and list answer what is asked', () => {
    expect(said(go().run('GOARCH=arm64 go env GOOS GOARCH CGO_ENABLED GOMODCACHE'))).toEqual({
      ...FINE,
      out: 'linux\narm64\n0\n/go/pkg/mod\n',
    });
    expect(said(go().run('go list ./...'))).toEqual({
      ...FINE,
      out: 'example.com/x/cmd/app\nexample.com/x/internal/lib\n',
    });
    expect(said(go({ cwd: '/' }).run('go build -C /src -o /app ./cmd/app && ls /app'))).toEqual({
      ...FINE,
      out: '/app\n',
    });
  });
});

describe('a compiled program', () => {
  it('listens on the port that its text names, or that a variable gives', () => {
    expect(started(SERVER)).toEqual([8080]);
    const variable =
      'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "3000"\n\t}\n\thttp.ListenAndServe(":"+port, nil)\n}\n';
    expect(started(variable)).toEqual([3000]);
    expect(started(variable, { PORT: '9000' })).toEqual([9000]);
  });

  it('prints and ends as its text says', () => {
    expect(started('package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("a\\tb")\n}\n')).toEqual({
      exit: 0,
      out: 'a\tb\n',
    });
    expect(started('package main\n\nimport "os"\n\nfunc main() {\n\tos.Exit(7)\n}\n')).toEqual({ exit: 7, out: '' });
  });
});
