import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { listing, statuses, textBuilder } from './fixture/build-text.ts';
import { createWorld } from './index.ts';
import { shell } from '../everything.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const shown = (text: string) => text.slice(text.indexOf('------\n'));
const output = (text: string, given = {}) =>
  buildText(text, given)
    .steps.flatMap((step) => step.log)
    .map((chunk) => chunk.text)
    .join('');

const steps = (platform: string) =>
  buildText('FROM alpine:3.24\nRUN sleep 1\n', { platform }).steps.map(({ platform: on, ms }) => [on, ms > 3000]);

const run = (mount: string, command: string) => `FROM alpine:3.20\nRUN --mount=type=bind,${mount} ${command}\n`;

const cacheText = (n: number) =>
  `FROM alpine:3.20\nRUN --mount=type=cache,id=pk,target=/cache echo ${n} >> /cache/log; cat /cache/log\n`;

const ownedCache = (uid: string) =>
  `FROM alpine:3.20\nUSER 1000\nRUN --mount=type=cache,target=/cache${uid} echo x > /cache/x\n`;

const sshText = (more: string) => `FROM alpine:3.20\nRUN --mount=type=ssh${more} echo $SSH_AUTH_SOCK\n`;

describe('RUN', () => {
  it('changes the stage in a layer of its own', () => {
    const result = buildText('FROM alpine:3.20\nRUN echo hello > /f\nRUN rm /f\n');
    expect(result.image?.layers.slice(1).map(({ createdBy, size, origin }) => [origin, createdBy, size])).toEqual([
      ['step', 'RUN /bin/sh -c echo hello > /f # buildkit', 6],
      ['step', 'RUN /bin/sh -c rm /f # buildkit', 0],
    ]);
    expect([result.image?.size, listing(result.image?.tree, '/f')]).toEqual([7_800_006, []]);
  });

  it('stores again what a later layer only gives another owner', () => {
    const result = buildText('FROM alpine:3.20\nRUN echo hello > /f\nRUN chown 5:5 /f\nRUN chmod 600 /f\nRUN true\n');
    expect(result.image?.layers.slice(1).map((layer) => layer.size)).toEqual([6, 6, 6, 0]);
  });

  it('fails with the process, its exit code and the lines of the Dockerfile', () => {
    const result = buildText('FROM alpine:3.20\nRUN echo before && exit 3\nRUN echo never\n');
    expect([result.ok, result.error]).toEqual([
      false,
      {
        message: 'process "/bin/sh -c echo before && exit 3" did not complete successfully: exit code: 3',
        stepId: '0:1',
        line: 2,
        endLine: 2,
        exit: 3,
      },
    ]);
    expect(statuses(result)).toEqual(['RUN echo before && exit 3: failed']);
    expect(shown(result.log)).toBe(`------
 > [2/3] RUN echo before && exit 3:
0.250 before
------
Dockerfile:2
--------------------
   1 |     FROM alpine:3.20
   2 | >>> RUN echo before && exit 3
   3 |     RUN echo never
   4 |     
--------------------
ERROR: failed to solve: process "/bin/sh -c echo before && exit 3" did not complete successfully: exit code: 3
`);
  });

  it('cannot start a shell that is not there', () => {
    const result = buildText('FROM scratch\nRUN echo hi\n');
    expect([result.error?.message, result.error?.exit, output('FROM scratch\nRUN echo hi\n')]).toEqual([
      'process "/bin/sh -c echo hi" did not complete successfully: exit code: 1',
      1,
      'runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory\n',
    ]);
    expect(buildText('FROM alpine:3.20\nRUN ["nosuch", "arg"]\n').error?.message).toBe(
      'process "nosuch arg" did not complete successfully: exit code: 1',
    );
  });

  it('refuses a user that the image does not know, and runs as one that it does', () => {
    expect([
      buildText('FROM alpine:3.20\nUSER ghost\nRUN true\n').error?.message,
      buildText('FROM alpine:3.20\nUSER root:ghosts\nRUN true\n').error?.message,
      buildText('FROM alpine:3.20\nUSER nobody\nRUN echo x > /etc/x\n').ok,
      buildText('FROM alpine:3.20\nUSER 4711\nRUN echo x > /tmp/x\n').ok,
    ]).toEqual([
      'process "/bin/sh -c true" did not complete successfully: unable to find user ghost: no matching entries in passwd file',
      'process "/bin/sh -c true" did not complete successfully: unable to find group ghosts: no matching entries in group file',
      false,
      true,
    ]);
  });

  it('runs heredocs with the shell, or as scripts of their own', () => {
    expect([
      output('FROM alpine:3.20\nRUN <<EOF\necho one\necho two\nEOF\n'),
      output('FROM debian:trixie-slim\nRUN <<EOF\n#!/bin/bash\necho $0\nEOF\n'),
    ]).toEqual(['one\ntwo\n', '/dev/pipes/EOF\n']);
  });

  it('finds what is not simulated at its place in the file, across continuations', () => {
    const text = 'FROM alpine:3.20\nRUN echo a \\\n  # note\n  && nosuchtool9 --x\n';
    const result = buildText(text.replace('nosuchtool9', 'xz'));
    expect(result.notSimulated.map(({ what, step }) => [what, step])).toEqual([['command "xz"', '0:1']]);
    const { span } = result.notSimulated[0] ?? {};
    expect(span && text.replace('nosuchtool9', 'xz').slice(span.start, span.end)).toContain('xz');
  });

  it('runs for another platform than the builder, and takes longer', () => {
    expect([steps('linux/arm64'), steps('linux/amd64')]).toEqual([
      [
        ['linux/arm64', false],
        ['linux/arm64', true],
      ],
      [
        ['linux/amd64', false],
        ['linux/amd64', false],
      ],
    ]);
  });
});

describe('mounts', () => {
  const files = { 'in.txt': 'input\n' };

  it('of the context are read-only unless rw, and rw keeps nothing', () => {
    expect([
      output(run('target=/src', 'cat /src/in.txt'), { files }),
      buildText(run('source=in.txt,target=/in.txt', 'echo x >> /in.txt'), { files }).error?.exit,
      output(run('target=/src,rw', 'echo x > /src/in.txt && cat /src/in.txt'), { files }),
      buildText(run('target=/src,rw', 'echo x > /src/in.txt'), { files }).image?.layers.at(-1)?.size,
      listing(buildText(run('target=/src', 'true'), { files }).image?.tree, '/src'),
    ]).toEqual(['input\n', 1, 'x\n', 0, []]);
  });

  it('of a missing source fail as BuildKit does', () => {
    const result = buildText('FROM alpine:3.20\nRUN --mount=type=bind,source=/host/cache,target=/c true\n', { files });
    expect(result.error?.message.replace(/ref \S+:/, 'ref REF:')).toBe(
      'failed to compute cache key: failed to calculate checksum of ref REF: failed to walk /var/lib/docker/tmp/buildkit-mount2293935025/host: lstat /var/lib/docker/tmp/buildkit-mount2293935025/host: no such file or directory',
    );
  });

  it('of another stage', () => {
    const text = 'FROM alpine:3.20 AS a\nRUN echo made > /made\nFROM alpine:3.20\n';
    expect(output(`${text}RUN --mount=type=bind,from=a,source=/made,target=/m cat /m\n`)).toBe('made\n');
  });

  it('of type cache last between builds and stay out of the image', () => {
    const first = buildText(cacheText(1));
    const log = (result: typeof first) => result.steps[1]?.log.map((chunk) => chunk.text).join('');
    const second = buildText(cacheText(2), { cache: first.cache });
    const third = buildText(cacheText(2), { cache: second.cache });
    const bare = buildText(cacheText(2), { cache: second.cache, noCache: true });
    expect([log(first), log(second), third.steps[1]?.status, log(bare), first.image?.layers.at(-1)?.size]).toEqual([
      '1\n',
      '1\n2\n',
      'cached',
      '2\n',
      0,
    ]);
    expect(listing(second.image?.tree, '/cache')).toEqual([]);
  });

  it('of type cache belong to root unless uid says otherwise', () => {
    expect([buildText(ownedCache('')).ok, buildText(ownedCache(',uid=1000')).ok]).toEqual([false, true]);
  });

  it('of a secret are files or variables, never part of the key or the image', () => {
    const text = 'FROM alpine:3.20\nRUN --mount=type=secret,id=t cat /run/secrets/t || echo none\n';
    const first = buildText(text, { secrets: { t: 's3cret' } });
    const other = buildText(text, { secrets: { t: 'other' }, cache: first.cache });
    expect([
      output(text, { secrets: { t: 's3cret' } }),
      other.steps[1]?.status,
      first.image?.layers.at(-1)?.size,
    ]).toEqual(['s3cret', 'cached', 0]);
    expect(output(text)).toContain('none\n');
    const env = 'FROM alpine:3.20\nRUN --mount=type=secret,id=t,env=TOKEN echo "$TOKEN"\n';
    expect(output(env, { secrets: { t: 's3cret' } })).toBe('s3cret\n');
    expect(buildText('FROM alpine:3.20\nRUN --mount=type=secret,id=t,required=true true\n').error?.message).toBe(
      'secret t: not found',
    );
  });

  it('of a secret cannot be read by another user', () => {
    const text = 'FROM alpine:3.20\nUSER 1000\nRUN --mount=type=secret,id=t';
    const secrets = { t: 'x' };
    expect([
      buildText(`${text} cat /run/secrets/t\n`, { secrets }).ok,
      buildText(`${text},uid=1000 cat /run/secrets/t\n`, { secrets }).ok,
    ]).toEqual([false, true]);
  });

  it('of ssh need an agent when they are required', () => {
    expect([
      output(sshText(''), { ssh: ['default'] }),
      buildText(sshText('')).ok,
      buildText(sshText(',required=true')).error?.message,
      buildText(sshText(',required=true'), { ssh: ['default'] }).ok,
    ]).toEqual(['/run/buildkit/ssh_agent.0\n', true, 'unset ssh forward key default', true]);
  });

  it('of type tmpfs are empty and forgotten', () => {
    const result = buildText('FROM alpine:3.20\nRUN --mount=type=tmpfs,target=/tmp echo x > /tmp/x\n');
    expect([result.ok, listing(result.image?.tree, '/tmp')]).toEqual([true, ['1777 0:0 /tmp /']]);
  });
});
