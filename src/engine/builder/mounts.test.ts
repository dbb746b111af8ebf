import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { textBuilder, type Given } from './fixture/build-text.ts';
import { createWorld, type BuildResult } from './index.ts';
import { shell } from '../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const printed = ({ steps }: BuildResult) =>
  steps.flatMap(({ plan, log }) => (plan.kind === 'run' ? [log.map((chunk) => chunk.text).join('')] : []));
const run = (text: string, given: Given = {}) => printed(buildText(`FROM alpine:3.20\n${text}`, given));

/** Two stages that each write a line to one cache mount after a second. */
const writers = (sharing: string) => {
  const line = (name: string) =>
    `FROM alpine:3.20 AS ${name}\nRUN --mount=type=cache,target=/c${sharing} sleep 1; echo ${name} >> /c/x; cat /c/x\n`;
  return buildText(`${line('a')}${line('b')}FROM scratch\nCOPY --from=a /etc/motd /a\nCOPY --from=b /etc/motd /b\n`);
};

const full = (size: string) =>
  `RUN --mount=type=tmpfs,target=/t${size} cp /etc/passwd /t/x; echo $?; ls /t\nRUN ls -d /t || true\n`;

const message = (flag: string, allow: string[]) =>
  buildText(`FROM alpine:3.20\nRUN ${flag} true\n`, { allow }).error?.message;

const add = (flags: string, given: Given = {}) =>
  buildText(`FROM scratch\nADD ${flags}https://example.com/a/tool.txt /t/\n`, given);

const listing = (id: string) => `FROM alpine:3.20\nRUN --mount=type=cache,target=/c${id} ls /c\n`;
const second = (one: string, two: string) =>
  buildText(listing(two), { cache: buildText(listing(one)).cache }).steps[1]?.status;

describe('cache mounts', () => {
  it('are used side by side, one after the other when locked, each with its own when private', () => {
    const seen = ['', ',sharing=locked', ',sharing=private'].map((sharing) => {
      const result = writers(sharing);
      return [printed(result), result.ms >= 2000, result.cache.mounts.get('/c')?.read('/x')];
    });
    expect(seen).toEqual([
      [['a\n', 'a\nb\n'], false, { ok: true, value: 'a\nb\n' }],
      [['a\n', 'a\nb\n'], true, { ok: true, value: 'a\nb\n' }],
      [['a\n', 'b\n'], false, { ok: true, value: 'a\n' }],
    ]);
  });

  it('keep what a failing step wrote, show a folder of the cache, and hide what the image has there', () => {
    const failing = buildText('FROM alpine:3.20\nRUN --mount=type=cache,target=/c echo a >> /c/x; exit 1\n');
    expect([
      run('RUN --mount=type=cache,target=/c cat /c/x\n', { cache: failing.cache }),
      run(
        'RUN --mount=type=cache,id=i,target=/c mkdir /c/d && touch /c/d/x\nRUN --mount=type=cache,id=i,target=/c,source=d ls /c\n',
      ),
      run('RUN mkdir /c && touch /c/y\nRUN --mount=type=cache,target=/c ls /c; touch /c/z\nRUN ls /c\n'),
    ]).toEqual([['a\n'], ['', 'x\n'], ['', '', 'y\n']]);
  });

  it('with an owner or a mode are set up in a step of their own in the log', () => {
    const mount = 'RUN --mount=type=cache,target=/c,mode=0777 ls -ld /c\n';
    const { log } = buildText(`FROM alpine:3.20\n${mount}${mount}`);
    expect(log.match(/^#\d+ \[internal\] settings cache mount permissions$/gm)).toEqual([
      '#5 [internal] settings cache mount permissions',
    ]);
  });

  it('with another id are another cache for the same step', () => {
    expect([
      second(',id=a', ',id=b'),
      second('', ',id=/c'),
      second('', ',id=b'),
      second('', ',sharing=locked'),
    ]).toEqual(['cached', 'cached', 'ran', 'ran']);
  });

  it('are fresh under --no-cache and --no-cache-filter for the first step that uses them', () => {
    const text =
      'FROM alpine:3.20 AS m\nRUN --mount=type=cache,target=/c ls /c; touch /c/x\nRUN --mount=type=cache,target=/c ls /c\n';
    const { cache } = buildText(text);
    expect([
      printed(buildText(text, { cache, noCache: true })),
      printed(buildText(text, { cache, noCacheFilter: ['M'] })),
      printed(buildText(text.replaceAll('ls', 'ls -1'), { cache })),
    ]).toEqual([
      ['', 'x\n'],
      ['', 'x\n'],
      ['x\n', 'x\n'],
    ]);
  });
});

describe('a tmpfs', () => {
  it('with a size is full, without one is not, and leaves nothing', () => {
    expect([run(full(',size=5')), run(full(''))[0]]).toEqual([
      ["cp: can't create '/t/x': No space left on device\n1\n", 'ls: /t: No such file or directory\n'],
      '0\nx\n',
    ]);
  });
  it('that is full takes what fits and tells who writes through a redirection', () => {
    const loop =
      'for i in 1 2 3 4; do echo $i$i$i >> /t/a || break; done; cat /t/a; echo; ls -l /t/a | tr -s " " | cut -d" " -f5';
    expect(run(`RUN --mount=type=tmpfs,target=/t,size=10 ${loop}\n`)).toEqual([
      'sh: write error: No space left on device\n111\n222\n33\n10\n',
    ]);
  });
});

describe('/dev', () => {
  it('takes files of root, its shm of everybody, and holds none of them in the next step', () => {
    const write = 'echo x > /dev/shm/f; cat /dev/shm/f; echo y > /dev/z; cat /dev/z';
    expect(run(`RUN ${write}\nRUN ls -A /dev/shm; ls /dev/z || true\nUSER nobody\nRUN ${write} || true\n`)).toEqual([
      'x\ny\n',
      'ls: /dev/z: No such file or directory\n',
      "x\n/bin/sh: can't create /dev/z: Permission denied\ncat: can't open '/dev/z': No such file or directory\n",
    ]);
  });
});

describe('a network and a privilege', () => {
  it('that need an entitlement are refused without it', () => {
    expect([
      message('--network=host', []),
      message('--security=insecure', []),
      message('--network=host', ['network.host']),
      message('--network=none', []),
    ]).toEqual([
      'failed to load LLB: network.host is not allowed',
      'failed to load LLB: security.insecure is not allowed',
      undefined,
      undefined,
    ]);
  });
});

describe('ADD of an address', () => {
  const downloads = { 'https://example.com/a/tool.txt': { content: 'tool\n' } };

  it('is a file of mode 0600 when the input says what lies there, else not simulated', () => {
    const known = add('', { downloads });
    const entry = known.image?.tree.stat('/t/tool.txt');
    expect([
      entry?.ok && [entry.value.mode, entry.value.content],
      known.notSimulated,
      add('').notSimulated.map(({ what }) => what),
    ]).toEqual([[0o600, 'tool\n'], [], ['download of https://example.com/a/tool.txt']]);
  });

  it('must have the checksum that is asked for, and runs again when the content changes', () => {
    const digest = 'sha256:1b0ee5b2ed4a2b1ee2e9fbb5a0ed5f8f0ec4bb1f5df9d5db98d4e5bd7b1c9e0f';
    const first = add('', { downloads });
    const again = (content: string) =>
      add('', { cache: first.cache, downloads: { 'https://example.com/a/tool.txt': { content } } }).steps.map(
        ({ status }) => status,
      );
    expect([
      add(`--checksum=${digest} `, { downloads }).error?.message.replace(/sha256:(?!1b0)\w+/, 'FOUND'),
      again('tool\n'),
      again('new\n'),
    ]).toEqual([`digest mismatch FOUND: ${digest}`, ['cached'], ['ran']]);
  });
});

describe('COPY --parents', () => {
  const files = { 'a/b/c/d/e/bay': '1', 'a/b/c/d/foo': '2', 'a/b2/c/d/e/bar': '3', 'a/b/c2/d/e2/baz': '4' };
  const copied = (source: string) => {
    const { image } = buildText(`FROM scratch\nCOPY --parents ${source} /out/\n`, { files });
    return [...(image?.tree.walk('/out') ?? [])].flatMap(([path, { kind }]) =>
      kind === 'file' ? [path.slice(5)] : [],
    );
  };

  it('keeps the folders behind the pivot, with wildcards before and any depth after it', () => {
    expect(['a/b/./c/d', 'a/b/c/d/.', 'a/./*/c', 'a/b*/./c/**/e', 'a/b/c*/./d/**/baz', 'a/none'].map(copied)).toEqual([
      ['c/d/e/bay', 'c/d/foo'],
      ['a/b/c/d/e/bay', 'a/b/c/d/foo'],
      ['b/c/d/e/bay', 'b/c/d/foo', 'b2/c/d/e/bar'],
      ['c/d/e/bar', 'c/d/e/bay'],
      ['d/e2/baz'],
      [],
    ]);
  });
});
