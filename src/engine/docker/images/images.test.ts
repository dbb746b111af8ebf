import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { commands, shell } from '../../everything.ts';
import { createHost, current, hostFiles, type Host } from '../index.ts';
import { oldCreatedBy, oldWords } from './build/old-front-end.ts';
import { csvFields } from './build/fields.ts';
import { familiarText, fullText, readReference } from './reference.ts';

const world = createWorld(allImages, allPackages, shell);

function hostWith(workspace: Readonly<Record<string, string>>): Host {
  const profile = { ...current, tty: false };
  const files = hostFiles({ hostname: 'docker-host', cwd: profile.cwd, programs: commands.keys(), workspace });
  return createHost({ world, profile, files, images: [] });
}

/** What a command prints on one stream, and its exit code. */
function typed(host: Host, text: string): { out: string; err: string; exit: number } {
  const { output, exit } = host.type(text);
  const of = (fd: 1 | 2): string =>
    output
      .filter((chunk) => chunk.fd === fd)
      .map((chunk) => chunk.text)
      .join('');
  return { out: of(1), err: of(2), exit };
}

const APP = 'FROM alpine:3.22\nRUN echo one > /one\nCMD ["cat", "/one"]\n';

describe('names of images', () => {
  it.each([
    ['alpine', 'docker.io/library/alpine', 'alpine'],
    ['acme/app:v2', 'docker.io/acme/app:v2', 'acme/app:v2'],
    ['localhost:5000/a/b', 'localhost:5000/a/b', 'localhost:5000/a/b'],
    ['index.docker.io/library/alpine:3', 'docker.io/library/alpine:3', 'alpine:3'],
  ])('%s is %s', (text, full, familiar) => {
    const read = readReference(text);
    expect(read.ok && [fullText(read.value), familiarText(read.value)]).toEqual([full, familiar]);
  });

  it.each([
    ['', 'invalid reference format'],
    ['alpine:', 'invalid reference format'],
    ['App', 'invalid reference format: repository name (library/App) must be lowercase'],
    ['a'.repeat(64), `invalid repository name (${'a'.repeat(64)}), cannot specify 64-byte hexadecimal strings`],
    [`x@sha256:${'0'.repeat(40)}`, 'invalid checksum digest length'],
  ])('%s is none', (text, message) => {
    expect(readReference(text)).toEqual({ ok: false, message });
  });
});

describe('docker pull', () => {
  it('fetches what the catalogue has, once', () => {
    const host = hostWith({});
    const [first, second] = [typed(host, 'docker pull alpine:3.22'), typed(host, 'docker pull alpine:3.22')];
    expect([first.exit, /Status: Downloaded newer image for alpine:3\.22\n/.test(first.out)]).toEqual([0, true]);
    expect([second.exit, /Status: Image is up to date for alpine:3\.22\n/.test(second.out)]).toEqual([0, true]);
  });

  it('says what does not exist, and what is not simulated', () => {
    const host = hostWith({});
    expect(typed(host, 'docker pull nosuchimage').err).toBe(
      "Error response from daemon: pull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n",
    );
    expect(host.type('docker pull ghcr.io/acme/app').notSimulated.map(({ what }) => what)).toEqual([
      'image ghcr.io/acme/app:latest',
    ]);
  });
});

describe('docker build', () => {
  it('gives the same image from the cache, another without', () => {
    const host = hostWith({ Dockerfile: APP });
    const ids = ['docker build -q .', 'docker build -q .', 'sleep 1; docker build -q --no-cache .'].map(
      (text) => typed(host, text).out,
    );
    expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
  });

  it('takes FROM of a tag that was built before', () => {
    const host = hostWith({ Dockerfile: APP, 'next.Dockerfile': 'FROM app\nRUN cat /one\n' });
    expect(typed(host, 'docker build -q -f next.Dockerfile .').exit).toBe(1);
    expect(typed(host, 'docker build -q -t app . && docker build -q -f next.Dockerfile .').exit).toBe(0);
  });

  it('finds the image below a first line that ends in the escape character', () => {
    const host = hostWith({ Dockerfile: APP, 'w.Dockerfile': '# escape=`\nFROM app\nRUN cat `\n  /one\n' });
    typed(host, 'docker build -q -t app .');
    expect(typed(host, 'docker build -q -f w.Dockerfile .').exit).toBe(0);
  });

  it('keeps the config of an image as an engine prints it, without empty lists', () => {
    const host = hostWith({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\nCMD []\nENTRYPOINT []\n' });
    const shown = 'docker build -q -t a . > n; docker inspect -f "{{json .Config.Cmd}} {{json .Config.Entrypoint}}" a';
    expect(typed(host, shown).out).toBe('null null\n');
    const escaped = 'docker build -q -t a . > n; docker inspect a | grep -c ArgsEscaped';
    expect(typed(host, escaped).out).toBe('1\n');
    expect(typed(host, `printf 'FROM a\nENTRYPOINT ["x"]\n' > Dockerfile; ${escaped}`).out).toBe('1\n');
    expect(typed(host, `printf 'FROM scratch\nENTRYPOINT ["x"]\n' > Dockerfile; ${escaped}`).out).toBe('0\n');
  });

  it('takes limits into the cache key of RUN', () => {
    const host = hostWith({ Dockerfile: APP });
    const cached = (flags: string): string =>
      typed(host, `docker build ${flags} . 2>&1 | grep -A1 RUN | grep -c CACHED`).out.trim();
    typed(host, 'docker build -q .');
    const flags = ['', '--shm-size=64m', '--shm-size=64m', '--ulimit nofile=9'];
    expect(flags.map(cached)).toEqual(['1', '0', '1', '0']);
  });

  it('takes a context from an archive, which the client has sent whole', () => {
    const host = hostWith({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: 'a' });
    expect(typed(host, 'tar c . | docker build - 2>&1 | head -11').out)
      .toBe(`#0 building with "default" instance using docker driver

#1 [internal] load remote build context
#1 DONE 0.0s

#2 copy /context /
#2 DONE 0.0s

#3 [1/1] COPY a /
#3 DONE 0.0s

`);
  });

  it('refuses an empty tag', () => {
    expect(typed(hostWith({ Dockerfile: APP }), 'docker build -t "" .').err).toBe(
      'ERROR: invalid tag "": repository name must have at least one component\n',
    );
  });

  it('says how much it writes into a folder as BuildKit counts it', () => {
    const files = { Dockerfile: 'FROM scratch\nCOPY d /d\n', 'd/e/f': '1' };
    expect(typed(hostWith(files), 'docker build -o out . 2>&1 | grep copying').out).toBe('#5 copying files 75B done\n');
  });

  it('leaves the image that loses its tag without a name, until it is pruned', () => {
    const host = hostWith({ Dockerfile: APP });
    typed(host, 'docker build -q -t app .; sed -i s/one/two/ Dockerfile; docker build -q -t app .');
    expect(typed(host, 'docker images -q --filter dangling=true | wc -l').out).toBe('1\n');
    typed(host, 'docker image prune -f');
    expect(typed(host, 'docker images -q --filter dangling=true | wc -l').out).toBe('0\n');
  });

  it('runs steps again after the cache was pruned with -a, not before', () => {
    const host = hostWith({ Dockerfile: APP });
    const cached = (): string => typed(host, 'docker build -t app . 2>&1 | grep -c CACHED').out;
    expect([cached(), cached(), typed(host, 'docker builder prune -f').exit, cached()]).toEqual([
      '0\n',
      '1\n',
      0,
      '1\n',
    ]);
    typed(host, 'docker builder prune -af');
    expect(cached()).toBe('0\n');
  });

  it('keeps records as the engine counts them: pruned ones below a cached step do not come back', () => {
    const text = 'FROM alpine:3.22 AS b\nCOPY d /d\nRUN cat /d > /o\nFROM alpine:3.22\nCOPY --from=b /o /\n';
    const host = hostWith({ Dockerfile: text, d: '1234' });
    typed(host, 'docker pull -q alpine:3.22; docker build -q -t app .');
    const records = (): string => typed(host, 'docker buildx du | grep -c -E "^[a-z0-9]{25}"').out.trim();
    const totals = (): string => typed(host, 'docker builder prune -f | tail -1').out;
    const size = text.length;
    expect([records(), totals(), records(), typed(host, 'docker build -q -t app .').exit, records(), totals()]).toEqual(
      ['7', `Total:\t${size + 12}B\n`, '2', 0, '5', `Total:\t${size + 4}B\n`],
    );
    const table = (command: string): string[] =>
      [...typed(host, command).out.matchAll(/true \t*\S+/g)].map(([cells]) => cells).slice(0, 2);
    expect([table('docker buildx du'), table('docker builder prune -af')]).toEqual([
      ['true \t\t4B*', 'true \t\t0B*'],
      ['true \t\t4B', 'true \t0B'],
    ]);
    expect(typed(host, 'docker builder prune -af > n; docker buildx du').out).toBe('Reclaimable:\t0B\nTotal:\t\t0B\n');
  });

  it('writes files and archives instead of an image', () => {
    const host = hostWith({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /a/b\n' });
    expect(typed(host, 'docker build -q -o out .; cat out/a/b').out).toBe('\nFROM scratch\nCOPY Dockerfile /a/b\n');
    expect(typed(host, 'docker build -o - . 2>/dev/null | tar tf -').out).toBe('a/\na/b\n');
    expect(typed(host, 'docker images -aq').out).toBe('');
  });

  it('exports its cache only from a builder of its own, where another finds it', () => {
    const host = hostWith({ Dockerfile: APP });
    expect(typed(host, 'docker build -q --cache-to type=local,dest=c .').exit).toBe(1);
    typed(host, 'docker buildx create --name b; docker buildx build --builder b --cache-to type=local,dest=c .');
    const log = typed(
      host,
      'docker buildx create --name d; docker buildx build --builder d --cache-from type=local,src=c .',
    ).err;
    expect(/RUN echo one > \/one\n#\d+ CACHED/.test(log.replaceAll(/^#\d+ (?:sha256|extracting).*\n/gm, ''))).toBe(
      true,
    );
  });
});

describe('docker rmi, save and load', () => {
  it('takes a tag, then the image; not one that a container has', () => {
    const host = hostWith({ Dockerfile: APP });
    typed(host, 'docker build -q -t app:1 -t app:2 .; docker create --name box app:1');
    expect(typed(host, 'docker rmi app:2')).toEqual({ out: 'Untagged: app:2\n', err: '', exit: 0 });
    expect(typed(host, 'docker rmi app:1').err).toMatch(
      /^Error response from daemon: conflict: unable to remove repository reference "app:1" \(must force\) - container [0-9a-f]{12} is using/,
    );
    expect(typed(host, 'docker rm box; docker rmi app:1').out).toMatch(
      /^box\nUntagged: app:1\nDeleted: sha256:[0-9a-f]{64}\n/,
    );
  });

  it('brings an image back from an archive', () => {
    const host = hostWith({ Dockerfile: APP });
    typed(host, 'docker build -q -t app .; docker save -o a.tar app; docker rmi -f app');
    expect(typed(host, 'docker load -i a.tar; docker run --rm app').out).toBe('Loaded image: app:latest\none\n');
    expect(typed(host, 'docker load -i nofile')).toEqual({
      out: '',
      err: 'open nofile: no such file or directory\n',
      exit: 1,
    });
  });
});

describe('builders', () => {
  it('are named by --builder, else by BUILDX_BUILDER, else the one in use counts', () => {
    const host = hostWith({});
    typed(host, 'docker buildx create --name one --use; docker buildx create --name two');
    const name = 'docker buildx inspect | head -n 1';
    const inspects = `${name}; BUILDX_BUILDER=two ${name}; BUILDX_BUILDER= ${name}; BUILDX_BUILDER=two docker buildx --builder one inspect | head -n 1`;
    expect(typed(host, inspects).out.replaceAll(/Name: +/g, '')).toBe('one\ntwo\none\none\n');
    expect(typed(host, 'BUILDX_BUILDER=two docker buildx use; docker buildx inspect | head -n 1').out).toContain('two');
    expect(typed(host, 'BUILDX_BUILDER=nope docker buildx stop').err).toBe('ERROR: no builder "nope" found\n');
    expect(typed(host, 'BUILDX_BUILDER=one docker buildx rm; docker buildx inspect one')).toMatchObject({
      err: 'one removed\nERROR: no builder "one" found\n',
    });
  });
});

describe('docker buildx bake', () => {
  it('builds the targets of a group with variables and what they inherit', () => {
    const bake =
      'variable "TAG" { default = "v1" }\ngroup "default" { targets = ["db"] }\ntarget "app" { args = { A = "1" } }\ntarget "db" {\n  inherits = ["app"]\n  tags = ["db:${TAG}"]\n}\n';
    const host = hostWith({ Dockerfile: APP, 'docker-bake.hcl': bake });
    expect(
      typed(host, 'TAG=v2 docker buildx bake 2>/dev/null; docker images --format "{{.Repository}}:{{.Tag}}"').out,
    ).toBe('db:v2\n');
    expect(typed(host, 'docker buildx bake nope')).toEqual({
      out: '',
      err: 'ERROR: failed to find target nope\n',
      exit: 1,
    });
  });
});

describe('words of Engine 26.1', () => {
  const given = { dockerfile: 'FROM a\nARG TOKEN\nARG V=1\n', buildArgs: { TOKEN: 'x', V: '2' } };
  it.each([
    ['EXPOSE [53/udp 80/tcp]', 'EXPOSE map[53/udp:{} 80/tcp:{}]'],
    ['EXPOSE [91/tcp 80/tcp]', 'EXPOSE map[80/tcp:{} 91/tcp:{}]'],
    ['ARG TOKEN=x', 'ARG TOKEN'],
    ['ARG V=2', 'ARG V=1'],
    [
      'HEALTHCHECK {Test:[CMD true] Interval:5s Timeout:0s StartPeriod:0s StartInterval:0s Retries:2}',
      `HEALTHCHECK &{["CMD" "true"] "5s" "0s" "0s" "0s" '\\x02'}`,
    ],
    ['WORKDIR /app', 'WORKDIR /app'],
  ])('%s', (text, older) => {
    expect(oldCreatedBy(text, given)).toBe(older);
  });

  it('show no value that an ARG has from above the first FROM', () => {
    const dockerfile = 'ARG V=3.20\nFROM a:$V\nARG V\n';
    expect(oldCreatedBy('ARG V=3.20', { dockerfile, buildArgs: {} })).toBe('ARG V');
    expect(oldCreatedBy('ARG V=3', { dockerfile, buildArgs: { V: '3' } })).toBe('ARG V');
  });

  it('change messages of the front end alone', () => {
    const parse = 'dockerfile parse error on line 2: ';
    expect(oldWords(`${parse}duplicate flag specified: --from\n`)).toBe(`${parse}duplicate flag specified: from\n`);
    expect(oldWords(`${parse}expecting boolean value for flag --link, not: x\n`)).toBe(
      `${parse}expecting boolean value for flag link, not: x\n`,
    );
    expect(oldWords('failed to solve: target stage "0" could not be found (did you mean a?)\n')).toBe(
      'failed to solve: target stage "0" could not be found\n',
    );
    expect(oldWords('dockerfile parse error on line 2: unknown flag: --form\n#5 0.1 unknown flag: --form\n')).toBe(
      'dockerfile parse error on line 2: unknown flag: form\n#5 0.1 unknown flag: --form\n',
    );
  });
});

it('fields of options are comma-separated values with quotes', () => {
  expect([csvFields('a=1,b=2'), csvFields('"a=1,2",b'), csvFields('"say ""hi"""'), csvFields('')]).toEqual([
    ['a=1', 'b=2'],
    ['a=1,2', 'b'],
    ['say "hi"'],
    [''],
  ]);
});
