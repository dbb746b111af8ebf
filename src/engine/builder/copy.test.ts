import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { listing, textBuilder, type Given } from './fixture/build-text.ts';
import { createWorld } from './index.ts';
import { shell } from '../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const files = {
  'a.txt': 'a\n',
  'b.txt': 'b\n',
  'run.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  'src/app.js': 'app\n',
  'src/lib/x.js': 'x\n',
  'src/link': { link: 'app.js' },
  'node_modules/': { bulk: { files: 8214, size: 61_000_000 } },
};
const copied = (line: string, below: string, base = 'FROM scratch') =>
  listing(buildText(`${base}\n${line}\n`, { files }).image?.tree, below);

const error = (text: string) => buildText(`FROM scratch\n${text}\n`, { files }).error?.message.replace(/\d{6,}/, 'N');

const missingError = (text: string, from = '') => {
  const message = buildText(`FROM alpine:3.20 AS one\n${from}FROM alpine:3.20\n${text}\n`, { files }).error?.message;
  return message?.replace(/ref \S+:/, 'ref REF:').replace(/\d{6,}/, 'N');
};

const sent = (dockerignore: string) => {
  const result = buildText('FROM scratch\nCOPY . /c\n', { files, dockerignore });
  return [result.sent.files, result.sent.bytes, listing(result.image?.tree, '/c').map((line) => line.split(' ')[2])];
};

const paths = (text: string, ssh?: string[]) => {
  const result = buildText(`FROM scratch\n${text}\n`, ssh ? { ssh } : {});
  return result.error?.message ?? listing(result.image?.tree, '/s').map((line) => line.split(' ')[2]);
};

describe('COPY', () => {
  it('puts files where a destination with a slash, without, or an existing folder says', () => {
    expect([
      copied('COPY a.txt /dir/', '/dir'),
      copied('COPY a.txt /dir', '/dir'),
      copied('WORKDIR /w\nCOPY a.txt .', '/w'),
      copied('WORKDIR /w\nCOPY a.txt b.txt sub/', '/w'),
      copied('COPY a.txt b.txt /dest', '/dest'),
    ]).toEqual([
      ['755 0:0 /dir /', '644 0:0 /dir/a.txt a'],
      ['644 0:0 /dir a'],
      ['755 0:0 /w /', '644 0:0 /w/a.txt a'],
      ['755 0:0 /w /', '755 0:0 /w/sub /', '644 0:0 /w/sub/a.txt a', '644 0:0 /w/sub/b.txt b'],
      ['644 0:0 /dest b'],
    ]);
  });

  it('copies what is in a folder, links as links, and merges with what is there', () => {
    expect(copied('COPY src /app\nCOPY a.txt /app/lib/', '/app')).toEqual([
      '755 0:0 /app /',
      '644 0:0 /app/app.js app',
      '755 0:0 /app/lib /',
      '644 0:0 /app/lib/a.txt a',
      '644 0:0 /app/lib/x.js x',
      '777 0:0 /app/link -> app.js',
    ]);
  });

  it('follows a link that is the source itself', () => {
    expect(copied('COPY src/link /l', '/l')).toEqual(['644 0:0 /l app']);
  });

  it('keeps a folder of many files as one, with its size', () => {
    const result = buildText('FROM scratch\nCOPY node_modules /app/node_modules\n', { files });
    expect([listing(result.image?.tree, '/app/node_modules'), result.image?.size]).toEqual([
      ['755 0:0 /app/node_modules / [8214 files 61000000]'],
      61_000_000,
    ]);
  });

  it('gives owner by number and by name of the stage, and mode to files and folders below the destination', () => {
    expect(copied('COPY --chown=1000:1000 --chmod=750 src /s', '/s')).toEqual([
      '755 1000:1000 /s /',
      '750 1000:1000 /s/app.js app',
      '750 1000:1000 /s/lib /',
      '750 1000:1000 /s/lib/x.js x',
      '777 1000:1000 /s/link -> app.js',
    ]);
    expect(copied('COPY --chown=node:www-data a.txt /a', '/a', 'FROM node:22-alpine')).toEqual(['644 1000:82 /a a']);
    expect(copied('COPY --chown=node a.txt /a', '/a', 'FROM node:22-alpine')).toEqual(['644 1000:1000 /a a']);
    expect(copied('COPY --chown=ghost a.txt /a', '/a', 'FROM node:22-alpine')).toEqual(['644 0:0 /a a']);
    expect(copied('COPY --chmod=u+x a.txt /a', '/a')).toEqual(['744 0:0 /a a']);
  });

  it('cannot look up names with --link', () => {
    const result = buildText('FROM node:22-alpine\nCOPY --link --chown=node a.txt /a\n', { files });
    expect(result.error?.message).toBe('invalid user index: -1');
    expect(buildText('FROM node:22-alpine\nCOPY --link --chown=1000 a.txt /a\n', { files }).ok).toBe(true);
  });

  it('takes wildcards, also none at all', () => {
    expect(copied('COPY *.txt /t/', '/t')).toEqual(['755 0:0 /t /', '644 0:0 /t/a.txt a', '644 0:0 /t/b.txt b']);
    expect(copied('COPY *.md /t/', '/t')).toEqual([]);
  });

  it('keeps parents and leaves out what is excluded', () => {
    expect(copied('COPY --parents src/lib/x.js /p/', '/p')).toEqual([
      '755 0:0 /p /',
      '755 0:0 /p/src /',
      '755 0:0 /p/src/lib /',
      '644 0:0 /p/src/lib/x.js x',
    ]);
    expect(copied('COPY --parents src/./lib/x.js /p/', '/p')).toEqual([
      '755 0:0 /p /',
      '755 0:0 /p/lib /',
      '644 0:0 /p/lib/x.js x',
    ]);
    expect(copied('COPY --exclude=lib --exclude=link src /s', '/s')).toEqual(['755 0:0 /s /', '644 0:0 /s/app.js app']);
  });

  it('writes heredocs as files', () => {
    expect(copied('COPY <<one.txt <<two.txt /h/\n1\none.txt\n2\ntwo.txt', '/h')).toEqual([
      '755 0:0 /h /',
      '644 0:0 /h/one.txt 1',
      '644 0:0 /h/two.txt 2',
    ]);
    expect(copied('COPY <<EOF /conf\nport 80\nEOF', '/conf')).toEqual(['644 0:0 /conf port 80']);
  });

  it('refuses a folder over a file and a file over a folder', () => {
    expect([error('COPY a.txt /x\nCOPY src /x'), error('COPY src /y/a.txt\nCOPY a.txt b.txt /y')]).toEqual([
      'cannot copy to non-directory: /var/lib/docker/overlay2/o9by588pc4f0pzxy7wyu6voxj/merged/x',
      'cannot replace to directory /var/lib/docker/overlay2/o9by588pc4f0pzxy7wyu6voxj/merged/y/a.txt with file',
    ]);
  });

  it.each([
    ['COPY [a.txt, /]', 2],
    ["COPY ['a.txt', '/x']", 2],
    ['RUN true\nCOPY a.txt [x /y/', 3],
    ['ADD x\\\\ /y/', 2],
  ])('%s: the client cannot read the pattern, and no step runs', (text, line) => {
    const { error: wrong, log, steps } = buildText(`FROM alpine:3.20\n${text}\n`, { files });
    const why = 'rpc error: code = Unknown desc = invalid includepatterns: []: syntax error in pattern';
    expect([wrong?.message, wrong?.line, steps]).toEqual([why, line, []]);
    const title = '[internal] load build context';
    expect(log.slice(log.indexOf(`#5 ${title}`))).toBe(
      `#5 ${title}\n#5 transferring context: done\n#5 ERROR: ${why}\n------\n > ${title}:\n------\nERROR: failed to solve: ${why}\n`,
    );
  });

  it('a pattern that cannot be read fails in its own step where the whole context is asked for', () => {
    expect([missingError('COPY . /all\nCOPY [a.txt, /]'), missingError('COPY --from=one [x /')]).toEqual([
      'failed to compute cache key: failed to calculate checksum of ref REF: syntax error in pattern',
      'failed to compute cache key: failed to calculate checksum of ref REF: syntax error in pattern',
    ]);
    expect(error('COPY [a].txt /')).toBe(undefined);
  });

  it('says what is missing as BuildKit does', () => {
    expect([
      missingError('COPY missing /'),
      missingError('COPY ../secret /'),
      missingError('COPY --from=one /nope /'),
      missingError('COPY --from=one /nope /', 'COPY a.txt /a\n'),
    ]).toEqual([
      'failed to compute cache key: failed to calculate checksum of ref REF: "/missing": not found',
      'failed to compute cache key: failed to calculate checksum of ref REF: "/secret": not found',
      'lstat /var/lib/docker/tmp/buildkit-mountN/nope: no such file or directory',
      'failed to compute cache key: failed to calculate checksum of ref REF: "/nope": not found',
    ]);
  });

  it('keeps owners of another stage and takes files from an image', () => {
    const text = [
      'FROM scratch AS a',
      'COPY --chown=7:8 src /s',
      'FROM scratch',
      'COPY --from=a /s/lib /lib',
      'COPY --from=alpine:3.24 /etc/motd /motd',
    ].join('\n');
    const result = buildText(`${text}\n`, { files });
    expect([listing(result.image?.tree, '/lib'), listing(result.image?.tree, '/motd')]).toEqual([
      ['755 0:0 /lib /', '644 7:8 /lib/x.js x'],
      ['644 0:0 /motd ?'],
    ]);
  });
});

describe('ADD', () => {
  it('says that downloads and archives are not simulated, and copies everything else', () => {
    const text = 'FROM scratch\nADD https://example.com/x.bin /x/\nADD a.txt /a\nADD data.tar.gz /d/\n';
    const result = buildText(text, { files: { ...files, 'data.tar.gz': { size: 100 } } });
    expect([result.ok, listing(result.image?.tree, '/x'), listing(result.image?.tree, '/a')]).toEqual([
      true,
      ['755 0:0 /x /', '600 0:0 /x/x.bin ?'],
      ['644 0:0 /a a'],
    ]);
    expect(result.notSimulated).toEqual([
      { what: 'download of https://example.com/x.bin', step: '0:0', span: { start: 13, end: 46 } },
      { what: 'unpacking of data.tar.gz', step: '0:2', span: { start: 60, end: 79 } },
    ]);
  });
});

describe('ADD of a Git repository', () => {
  it('gives its files, or those of one folder, and .git only when asked', () => {
    expect([
      paths('ADD https://github.com/acme/site.git#v1 /s'),
      paths('ADD https://github.com/acme/site.git#v1:public /s'),
      paths('ADD --keep-git-dir https://github.com/acme/site.git#:public/ /s'),
    ]).toEqual([
      [
        '/s',
        '/s/LICENSE',
        '/s/README.md',
        '/s/docs',
        '/s/public',
        '/s/public/assets',
        '/s/public/index.html',
        '/s/src',
      ],
      ['/s', '/s/assets', '/s/index.html'],
      ['/s', '/s/assets', '/s/index.html'],
    ]);
    expect(paths('ADD --keep-git-dir https://github.com/acme/site.git /s')).toContain('/s/.git');
  });

  it('is named by a query too', () => {
    expect(paths('ADD https://github.com/acme/site.git?tag=v1&subdir=public /s')).toEqual([
      '/s',
      '/s/assets',
      '/s/index.html',
    ]);
  });

  it('is compared with --checksum, or the checksum of its address, where its commit is known', () => {
    const [commit, other] = ['0123456789'.repeat(4), 'abcdef0123'.repeat(4)];
    const site = 'https://github.com/acme/site.git';
    const add = (flags: string, place: string, downloads?: Given['downloads']) => {
      const result = buildText(`FROM scratch\nADD ${flags} ${site}${place} /s\n`, downloads ? { downloads } : {});
      return result.error?.message ?? result.notSimulated.map(({ what }) => what).join() ?? '';
    };
    const wrong = `failed to load cache key: expected checksum to match ${other}, got ${commit}`;
    expect([
      add(`--checksum=${commit}`, `#${commit}`),
      add('--checksum=01234567', `#${commit}`),
      add(`--checksum=${other}`, `#${commit}`),
      add('', `?checksum=${other}&ref=${commit}`),
      add('--checksum=sha256:0123', '#v1'),
      add(`--checksum=${other}`, '#v1'),
      add(`--checksum=${other}`, '#v1', { [`${site}#v1`]: { commit } }),
      add('--checksum=0123', '#v1', { [`${site}#v1`]: { commit } }),
    ]).toEqual([
      '',
      '',
      wrong,
      wrong,
      'failed to load cache key: invalid checksum sha256:0123 for Git URL, expected hex commit hash',
      `the commit of v1 of ${site}`,
      wrong,
      '',
    ]);
  });

  it('needs an agent over ssh', () => {
    expect(paths('ADD git@github.com:acme/site.git /s')).toContain('git@github.com: Permission denied (publickey).');
    expect(paths('ADD git@github.com:acme/site.git /s', ['default'])).toContain('/s/public');
  });
});

describe('the context', () => {
  it('is what .dockerignore leaves of it', () => {
    expect([sent('node_modules\nsrc\n'), sent('*\n!src/lib\n'), sent('node_modules/*\n*.txt\nsrc')]).toEqual([
      [3, 14, ['/c', '/c/a.txt', '/c/b.txt', '/c/run.sh']],
      [1, 2, ['/c', '/c/src', '/c/src/lib', '/c/src/lib/x.js']],
      [1, 10, ['/c', '/c/node_modules', '/c/run.sh']],
    ]);
  });

  it('lists what each step read', () => {
    const text =
      'FROM scratch\nCOPY *.txt /t/\nCOPY src/lib /l\nCOPY <<EOF /a.txt\nEOF\nADD https://h.example/a.git /g\n';
    const result = buildText(text, { files });
    expect(result.steps.map((step) => step.inputs)).toEqual([['a.txt', 'b.txt'], ['src/lib/x.js'], [], []]);
  });
});
