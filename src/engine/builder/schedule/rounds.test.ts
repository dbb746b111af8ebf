import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { shell } from '../../everything.ts';
import { textBuilder, type Given } from '../fixture/build-text.ts';
import { createWorld, type BuildResult } from '../index.ts';

const buildText = textBuilder(createWorld(allImages, allPackages, shell));

const output = (result: BuildResult, command: string): string =>
  result.steps
    .filter(({ plan }) => plan.name.includes(command))
    .flatMap(({ log }) => log.map(({ text }) => text))
    .join('');

const times = (result: BuildResult): string[] =>
  result.steps.filter(({ plan }) => plan.kind === 'run').map(({ start, end, status }) => `${start}-${end} ${status}`);

/** Two stages, the first written one slow, and a last one that needs both. */
const pair = (one: string, other: string, sharing = ''): string => {
  const mount = `--mount=type=cache,target=/c${sharing}`;
  return `FROM alpine:3.20 AS one
RUN sleep 5 && true
RUN ${mount} ${one}
FROM alpine:3.20 AS other
RUN ${mount} ${other}
FROM scratch
COPY --from=one /etc/hostname /one
COPY --from=other /etc/hostname /other
`;
};
const build = (text: string, given: Given = {}) =>
  buildText(text.replaceAll('/etc/hostname', '/etc/os-release'), given);

const mixed = (first: string, second: string) =>
  build(
    `FROM alpine:3.20 AS one\nRUN --mount=type=cache,target=/c${first} touch /c/x; sleep 8\nFROM alpine:3.20 AS other\nRUN sleep 1\nRUN --mount=type=cache,target=/c${second} ls /c\nFROM scratch\nCOPY --from=one /etc/os-release /one\nCOPY --from=other /etc/os-release /other\n`,
  );

describe('two stages on one cache mount', () => {
  it('see it in the order of virtual time, not in that of the file', () => {
    const result = build(pair('ls /c', 'touch /c/early'));
    expect([output(result, 'ls /c'), times(result)]).toEqual(['early\n', ['0-5250 ran', '5250-5500 ran', '0-250 ran']]);
  });

  it('write it at once when it is shared, and each sees what the other has written so far', () => {
    const shared = build(
      pair(
        'sleep 1; ls /c; touch /c/one; sleep 4; ls /c | tr "\\n" " "',
        'sleep 6; touch /c/other1; sleep 2; ls /c; touch /c/other2; sleep 60',
      ),
    );
    expect([output(shared, 'one; sleep'), output(shared, 'other2; sleep'), times(shared)]).toEqual([
      'other1\none other1 other2 ',
      'one\nother1\n',
      ['0-5250 ran', '5250-10500 ran', '0-68250 ran'],
    ]);
  });

  it('wait for each other when it is locked', () => {
    const locked = build(pair('ls /c', 'sleep 8; touch /c/late', ',sharing=locked'));
    expect([output(locked, 'ls /c'), times(locked)]).toEqual(['late\n', ['0-5250 ran', '8250-8500 ran', '0-8250 ran']]);
  });

  it('waits with sharing=locked for one that shares, and gives one that shares another cache meanwhile', () => {
    const [waits, apart] = [mixed('', ',sharing=locked'), mixed(',sharing=locked', '')];
    expect([waits, apart].map((one) => [output(one, 'ls /c'), times(one)[2]])).toEqual([
      ['x\n', '8250-8500 ran'],
      ['', '1250-1500 ran'],
    ]);
  });

  it('have one each when it is private and they meet, the same when they do not', () => {
    const met = build(pair('ls /c', 'touch /c/x; sleep 8', ',sharing=private'));
    const missed = build(pair('ls /c', 'touch /c/x; sleep 1', ',sharing=private'));
    expect([met, missed].map((one) => output(one, 'ls /c'))).toEqual(['', 'x\n']);
  });
});

const APT = (first: string, second: string): string => `FROM debian:13-slim AS one
RUN rm /etc/apt/apt.conf.d/docker-clean
RUN ${first} apt-get update && apt-get install -y --no-install-recommends curl
FROM debian:13-slim AS two
RUN rm -f /etc/apt/apt.conf.d/docker-clean
RUN ${second} apt-get update && apt-get install -y --no-install-recommends git
FROM scratch
COPY --from=one /usr/bin/curl /
COPY --from=two /usr/bin/git /
`;
const mounts = (sharing: string): string =>
  `--mount=type=cache,target=/var/cache/apt${sharing} --mount=type=cache,target=/var/lib/apt${sharing}`;

describe('two apt-get at the same time', () => {
  it('on one shared cache mount: the second does not get the lock, and the build fails', () => {
    const result = buildText(APT(mounts(''), mounts('')));
    expect([result.error?.exit, output(result, 'install -y --no-install-recommends git')]).toEqual([
      100,
      'Reading package lists...\nE: Could not get lock /var/lib/apt/lists/lock. It is held by process 0\nE: Unable to lock directory /var/lib/apt/lists/\n',
    ]);
  });

  it('the archives are locked too', () => {
    const archives = '--mount=type=cache,target=/var/cache/apt';
    const result = buildText(APT(archives, archives));
    expect([result.error?.exit, output(result, 'recommends git').split('\n').slice(-4)]).toEqual([
      100,
      [
        expect.stringMatching(/^0 upgraded, \d+ newly installed/),
        'E: Could not get lock /var/cache/apt/archives/lock. It is held by process 0',
        'E: Unable to lock directory /var/cache/apt/archives/',
        '',
      ],
    ]);
  });

  it('on an emulated processor too, where everything takes longer', () => {
    const result = buildText(
      APT(mounts(''), `${mounts('')} sleep 2;`).replace(
        'FROM debian:13-slim AS one',
        'FROM --platform=linux/arm64 debian:13-slim AS one',
      ),
    );
    expect([result.error?.exit, result.error?.message]).toEqual([100, expect.stringContaining('git')]);
  });

  it('build with sharing=locked, with caches of their own, and one after the other', () => {
    const other = mounts('').replaceAll('type=cache', 'type=cache,id=other');
    expect(
      [
        APT(mounts(',sharing=locked'), mounts(',sharing=locked')),
        APT(mounts(',sharing=private'), mounts(',sharing=private')),
        APT(mounts(''), ''),
        APT(mounts(''), other.replace('id=other,target=/var/lib', 'id=more,target=/var/lib')),
        APT(mounts(''), `${mounts('')} sleep 60;`),
      ].map((text) => buildText(text).error?.message),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});

it('a build answers the same whatever was built before it', () => {
  const text = pair('sleep 1; ls /c; touch /c/one', 'sleep 6; touch /c/other; ls /c').replaceAll(
    '/etc/hostname',
    '/etc/os-release',
  );
  const fresh = textBuilder(createWorld(allImages, allPackages, shell));
  fresh(text.replace('sleep 6', 'sleep 4'));
  const [warm, again, cold] = [fresh(text), fresh(text), buildText(text)];
  expect([warm.log, again.log]).toEqual([cold.log, cold.log]);
});

it('who does not look into its cache mount runs once and is played with nobody; an edit there plays no other step again', () => {
  const played: number[] = [];
  let runs = 0;
  const counting = textBuilder(
    createWorld(allImages, allPackages, {
      ...shell,
      runProgram(...args) {
        runs++;
        return shell.runProgram(...args);
      },
      runTogether(companions) {
        played.push(companions.length);
        return shell.runTogether(companions);
      },
    }),
  );
  const mount = '--mount=type=cache,target=/c';
  const text = (word: string): string =>
    `FROM alpine:3.20 AS a\nRUN ${mount} touch /c/a && sleep 9\nFROM alpine:3.20 AS b\nRUN ${mount} ls /c\nRUN ${mount} echo ${word} > /b\nFROM scratch\nCOPY --from=a /etc/os-release /a\nCOPY --from=b /b /b\n`;
  const counts = (word: string): unknown => {
    [runs, played.length] = [0, 0];
    counting(text(word));
    return [runs, [...played]];
  };
  expect([counts('one'), counts('one'), counts('two')]).toEqual([
    [4, [2]],
    [0, []],
    [expect.any(Number), []],
  ]);
});

it('where a limit of the simulator ends a program nothing is put in order', () => {
  let played = 0;
  const counting = textBuilder(
    createWorld(allImages, allPackages, {
      ...shell,
      runTogether(companions) {
        played++;
        return shell.runTogether(companions);
      },
    }),
  );
  const result = counting(
    pair('while :; do :; done', 'touch /c/x; sleep 9').replaceAll('/etc/hostname', '/etc/os-release'),
  );
  expect([result.ok, result.notSimulated.length > 0, played]).toEqual([false, true, 0]);
});
