import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { judged, worldOf } from './testing/attempts.ts';
import type { Written } from './testing/attempts.ts';
import { BUILD_CASES } from './testing/build-cases.ts';
import type { Case } from './testing/build-cases.ts';
import { CACHE_CASES } from './testing/cache-cases.ts';
import { checkKinds } from './check-kinds.ts';
import { MACHINE_CASES } from './testing/machine-cases.ts';
import { PARALLEL_CASES } from './testing/parallel-cases.ts';

const world = worldOf(allImages, allPackages);

function attempt(of: Case['of']): Written {
  return typeof of === 'string' ? { dockerfile: of } : of;
}

function says({ kind, with: params, of }: Case): string {
  const { status, message } = judged(world, attempt(of), { kind, with: params });
  return `${status}: ${message}`;
}

const SECRET = { secrets: { key: 'BEGIN s3cr3t END' }, context: [{ path: 'id_rsa', secret: 'key' }] };
const TWO = 'FROM alpine:3.22 AS one\nRUN echo built > /out.txt\nFROM alpine:3.22\nCOPY --from=one /out.txt /out.txt\n';
const GATED = {
  dockerfile:
    'FROM alpine:3.22 AS test\nCOPY test.txt /\nRUN test "$(cat /test.txt)" = good && echo ok > /ok\nFROM scratch\nCOPY --from=test /ok /ok\n',
  files: { 'test.txt': 'good' },
};
const UNGATED = { ...GATED, dockerfile: GATED.dockerfile.replace('COPY --from=test /ok /ok', 'COPY test.txt /ok') };
const CACHED = {
  dockerfile:
    'FROM alpine:3.22\nCOPY list.txt /\nRUN echo installed > /deps\nCOPY src.txt /\nRUN echo compiled > /out\n',
  files: { 'list.txt': 'a', 'src.txt': 'b' },
};
const UNCACHED = {
  ...CACHED,
  dockerfile: 'FROM alpine:3.22\nCOPY . /\nRUN echo installed > /deps\nRUN echo compiled > /out\n',
};

const CASES: readonly Case[] = [
  ...BUILD_CASES,
  ...CACHE_CASES,
  ...PARALLEL_CASES,
  ...MACHINE_CASES,
  // builds
  { kind: 'builds', of: 'FROM alpine:3.22\nRUN true', says: 'passed: The image builds' },
  { kind: 'builds', of: 'FROM alpine:3.22\nRUN false', says: 'failed: The build stops at [2/2] RUN false' },
  { kind: 'builds', of: 'FROM alpine:3.22\nCOPY none.txt /', says: 'failed: The build stops at [2/2] COPY none.txt /' },
  { kind: 'builds', of: 'FROM nosuchimage', says: 'failed: The build does not start' },
  { kind: 'builds', of: 'FROM alpine:3.22\nRUM true', says: 'error: BuildKit cannot read the Dockerfile' },
  { kind: 'builds', of: '', says: 'error: BuildKit cannot read the Dockerfile' },
  { kind: 'builds', of: 'FROM debian:13\nRUN perl -e 1', says: 'not-simulated: Drydock cannot judge this' },
  { kind: 'builds', of: 'FROM ghcr.io/acme/thing:1', says: 'not-simulated: Drydock cannot judge this' },
  { kind: 'builds', with: { fails: true }, of: 'FROM alpine:3.22\nRUN false', says: 'passed: The build fails' },
  { kind: 'builds', with: { fails: true }, of: 'FROM alpine:3.22\nRUN true', says: 'failed: The build succeeds' },
  {
    kind: 'builds',
    with: { fails: true, log: 'not found' },
    of: 'FROM alpine:3.22\nRUN echo no; false',
    says: 'failed: The build log does not say “not found”',
  },
  {
    kind: 'builds',
    with: { fails: true, log: ['gone', 'exit code: 1'] },
    of: 'FROM alpine:3.22\nRUN echo gone; false',
    says: 'passed: The build fails',
  },
  { kind: 'builds', with: { log: 'hello' }, of: 'FROM alpine:3.22\nRUN echo hello', says: 'passed: The image builds' },

  // starts
  {
    kind: 'starts',
    with: { output: 'hi' },
    of: 'FROM alpine:3.22\nCMD ["echo", "hi"]',
    says: 'passed: /bin/echo ran and ended with 0',
  },
  {
    kind: 'starts',
    with: { output: 'hi' },
    of: 'FROM alpine:3.22\nCMD ["echo", "ho"]',
    says: 'failed: The container does not print “hi”',
  },
  {
    kind: 'starts',
    with: { args: ['echo', 'hi'], output: 'hi' },
    of: 'FROM alpine:3.22',
    says: 'passed: /bin/echo ran and ended with 0',
  },
  {
    kind: 'starts',
    with: { env: { A: 'x' }, output: 'is x' },
    of: 'FROM alpine:3.22\nCMD echo is $A',
    says: 'passed: /bin/sh ran and ended with 0',
  },
  { kind: 'starts', of: 'FROM scratch\nCOPY Dockerfile /', says: 'failed: The image starts nothing' },
  { kind: 'starts', of: 'FROM alpine:3.22\nCMD ["/app"]', says: 'failed: /app is not in the image' },
  { kind: 'starts', of: 'FROM alpine:3.22\nCMD ["nothing"]', says: 'failed: nothing is not in the image' },
  { kind: 'starts', of: 'FROM alpine:3.22\nCMD ["/etc"]', says: 'failed: /etc is a folder, not a program' },
  {
    kind: 'starts',
    of: 'FROM scratch\nCOPY Dockerfile /\nCMD /Dockerfile',
    says: 'failed: /bin/sh is not in the image',
  },
  {
    kind: 'starts',
    of: { dockerfile: 'FROM alpine:3.22\nCOPY run.sh /\nCMD ["/run.sh"]', files: { 'run.sh': '#!/bin/sh\n' } },
    says: 'failed: /run.sh may not be executed by root',
  },
  {
    kind: 'starts',
    of: {
      dockerfile: 'FROM alpine:3.22\nCOPY --chmod=0755 run.sh /\nCMD ["/run.sh"]',
      files: { 'run.sh': '#!/bin/bash\n' },
    },
    says: 'failed: /run.sh is a script, and /bin/bash is not in the image',
  },
  {
    kind: 'starts',
    with: { exit: 3 },
    of: {
      dockerfile: 'FROM alpine:3.22\nCOPY --chmod=0755 run.sh /\nCMD ["/run.sh"]',
      files: { 'run.sh': '#!/bin/sh\nexit 3\n' },
    },
    says: 'passed: /run.sh ran and ended with 3',
  },
  {
    kind: 'starts',
    with: { exit: 0 },
    of: {
      dockerfile: 'FROM alpine:3.22\nCOPY --chmod=0755 run.sh /\nCMD ["/run.sh"]',
      files: { 'run.sh': '#!/bin/sh\nexit 3\n' },
    },
    says: 'failed: The container ends with code 3, not 0',
  },
  {
    kind: 'starts',
    of: {
      dockerfile: 'FROM alpine:3.22\nCOPY --chmod=0755 run.sh /\nCMD ["/run.sh"]',
      files: { 'run.sh': '#!/bin/sh\nexit 3\n' },
    },
    says: 'failed: The container ends with code 3',
  },
  {
    kind: 'starts',
    with: { listens: 80 },
    of: 'FROM alpine:3.22\nCMD ["echo"]',
    says: 'failed: The container ends with code 0',
  },
  { kind: 'starts', of: 'FROM alpine:3.22\nUSER nobody2\nCMD ["echo"]', says: 'failed: The image has no user nobody2' },
  {
    kind: 'starts',
    of: 'FROM alpine:3.22\nCOPY --from=debian:13 /bin/ls /ls\nCMD ["/ls"]',
    says: 'failed: /ls is there, but its loader is not',
  },
  {
    kind: 'starts',
    with: { https: true },
    of: 'FROM alpine:3.22\nCMD ["echo"]',
    says: 'passed: /bin/echo ran and ended with 0',
  },
  {
    kind: 'starts',
    with: { https: true },
    of: 'FROM busybox:latest\nCMD ["echo"]',
    says: 'failed: The image has no CA certificates',
  },

  // scenario
  {
    kind: 'scenario',
    with: { files: { 'test.txt': { text: 'bad' } }, expect: 'fails' },
    of: GATED,
    says: 'passed: With test.txt changed, the build fails',
  },
  {
    kind: 'scenario',
    with: { files: { 'test.txt': { text: 'bad' } }, expect: 'fails' },
    of: UNGATED,
    says: 'failed: With test.txt changed, the image builds all the same',
  },
  {
    kind: 'scenario',
    with: { files: { 'test.txt': null }, expect: 'builds' },
    of: GATED,
    says: 'failed: Without test.txt, the build fails',
  },
  {
    kind: 'scenario',
    with: { files: { 'note.txt': { text: 'x' } }, expect: 'same-image' },
    of: GATED,
    says: 'passed: With note.txt changed, the image is the same',
  },
  {
    kind: 'scenario',
    with: { files: { 'test.txt': { append: '!' } }, expect: 'same-image' },
    of: { dockerfile: 'FROM scratch\nCOPY test.txt /', files: { 'test.txt': 'a' } },
    says: 'failed: With test.txt changed, the image changes',
  },
  {
    kind: 'scenario',
    with: { files: { 'x.txt': { text: 'x' } }, expect: 'other-image' },
    of: GATED,
    says: 'failed: With x.txt changed, the image stays the same',
  },
  {
    kind: 'scenario',
    with: { args: { V: '2' }, expect: 'other-image' },
    of: 'FROM alpine:3.22\nARG V=1\nRUN echo $V > /v',
    says: 'passed: With V=2, the image is another',
  },
  {
    kind: 'scenario',
    with: { target: 'one', expect: 'builds', checks: [{ kind: 'image-files', with: { has: ['/out.txt'] } }] },
    of: TWO,
    says: 'passed: With --target one, the image builds',
  },
  {
    kind: 'scenario',
    with: { target: 'one', expect: 'builds', checks: [{ kind: 'image-files', with: { lacks: ['/out.txt'] } }] },
    of: TWO,
    says: 'failed: With --target one: /out.txt ships in the image',
  },
  {
    kind: 'scenario',
    with: { expect: 'builds', log: 'nope' },
    of: TWO,
    says: 'failed: Built once more, the log does not say “nope”',
  },
  { kind: 'scenario', with: { expect: 'builds' }, of: 'FROM alpine:3.22\nRUN false', says: 'error: Needs a build' },

  // image-size
  { kind: 'image-size', with: { max: '20MB' }, of: 'FROM alpine:3.22', says: 'passed' },
  { kind: 'image-size', with: { max: '1MB' }, of: 'FROM alpine:3.22', says: 'failed' },
  { kind: 'image-size', with: { min: '1GB' }, of: 'FROM alpine:3.22', says: 'failed' },
  {
    kind: 'image-size',
    with: { percent: 20 },
    of: { dockerfile: 'FROM alpine:3.22', starter: 'FROM debian:13' },
    says: 'passed',
  },
  {
    kind: 'image-size',
    with: { percent: 20 },
    of: { dockerfile: 'FROM debian:13', starter: 'FROM debian:13' },
    says: 'failed',
  },
  { kind: 'image-size', with: { max: '1MB' }, of: 'FROM debian:13\nRUN perl', says: 'not-simulated' },

  // image-config
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM alpine:3.22',
    says: 'failed: The image runs as root',
  },
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM alpine:3.22\nUSER root',
    says: 'failed: The image runs as root',
  },
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM alpine:3.22\nUSER 0:1000',
    says: 'failed: The image runs as root',
  },
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM alpine:3.22\nUSER nobody',
    says: 'passed: The image runs as user nobody',
  },
  {
    kind: 'image-config',
    with: { user: { root: false, numeric: true } },
    of: 'FROM alpine:3.22\nUSER nobody',
    says: 'failed: The user of the image is a name, not a number',
  },
  {
    kind: 'image-config',
    with: { user: { root: false, numeric: true } },
    of: 'FROM alpine:3.22\nUSER 65532',
    says: 'passed: The image runs as user 65532',
  },
  {
    kind: 'image-config',
    with: { user: { is: 'nobody' } },
    of: 'FROM alpine:3.22\nUSER 65534',
    says: 'passed: The image runs as user 65534',
  },
  {
    kind: 'image-config',
    with: { user: { is: '1000' } },
    of: 'FROM alpine:3.22\nUSER 65534',
    says: 'failed: The image runs as user 65534, not as 1000',
  },
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM alpine:3.22\nUSER app',
    says: 'failed: The image has no user app',
  },
  {
    kind: 'image-config',
    with: { user: { root: false } },
    of: 'FROM debian:13\nRUN perl\nUSER 1000',
    says: 'passed: The image runs as user 1000',
  },
  {
    kind: 'image-config',
    with: { exec: true },
    of: 'FROM alpine:3.22\nCMD sleep 5',
    says: 'failed: A shell is process 1 of the container',
  },
  {
    kind: 'image-config',
    with: { exec: true },
    of: 'FROM alpine:3.22\nCMD ["sleep", "5"]',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { env: { A: '1', B: true, C: false } },
    of: 'FROM alpine:3.22\nENV A=1 B=2',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { env: { A: false } },
    of: 'FROM alpine:3.22\nENV A=1',
    says: 'failed: The variable A is set',
  },
  {
    kind: 'image-config',
    with: { env: { A: '2' } },
    of: 'FROM alpine:3.22\nENV A=1',
    says: 'failed: The variable A is 1, not 2',
  },
  {
    kind: 'image-config',
    with: { env: { A: true } },
    of: 'FROM alpine:3.22',
    says: 'failed: The variable A is not set',
  },
  {
    kind: 'image-config',
    with: { ports: [8080] },
    of: 'FROM alpine:3.22\nEXPOSE 8080',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { ports: [8080, '53/udp'] },
    of: 'FROM alpine:3.22\nEXPOSE 8080 53',
    says: 'failed: Port 53/udp is not exposed',
  },
  {
    kind: 'image-config',
    with: { workdir: '/app' },
    of: 'FROM alpine:3.22\nWORKDIR /srv',
    says: 'failed: The working directory is /srv, not /app',
  },
  {
    kind: 'image-config',
    with: { entrypoint: ['/a'], cmd: ['b'] },
    of: 'FROM alpine:3.22\nENTRYPOINT ["/a"]\nCMD ["b"]',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { cmd: ['b'] },
    of: 'FROM alpine:3.22\nCMD ["c"]',
    says: 'failed: The command is ["c"], not ["b"]',
  },
  {
    kind: 'image-config',
    with: { 'stop-signal': 'SIGQUIT' },
    of: 'FROM alpine:3.22\nSTOPSIGNAL SIGQUIT',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { healthcheck: true },
    of: 'FROM alpine:3.22',
    says: 'failed: The image has no health check',
  },
  {
    kind: 'image-config',
    with: { healthcheck: true },
    of: 'FROM alpine:3.22\nHEALTHCHECK CMD true',
    says: 'passed: The image is configured as asked',
  },
  {
    kind: 'image-config',
    with: { healthcheck: true },
    of: 'FROM alpine:3.22\nHEALTHCHECK NONE',
    says: 'failed: The image has no health check',
  },
  {
    kind: 'image-config',
    with: { labels: { a: 'b' } },
    of: 'FROM alpine:3.22\nLABEL a=b',
    says: 'passed: The image is configured as asked',
  },

  // image-files
  {
    kind: 'image-files',
    with: { has: ['/out.txt', '/etc/**/passwd'] },
    of: TWO,
    says: 'passed: The files are as asked',
  },
  { kind: 'image-files', with: { has: ['/x/*.txt'] }, of: TWO, says: 'failed: /x/*.txt is not in the image' },
  { kind: 'image-files', with: { lacks: ['/etc/apk/**'] }, of: TWO, says: 'failed: /etc/apk/' },
  {
    kind: 'image-files',
    with: { lacks: ['/usr/local/go/**'] },
    of: TWO,
    says: 'passed: Nothing of it is in the image',
  },
  {
    kind: 'image-files',
    with: { lacks: ['/a'] },
    of: 'FROM alpine:3.22\nRUN echo > /a\nRUN rm /a',
    says: 'passed: Nothing of it is in the image',
  },
  {
    kind: 'image-files',
    with: { lacks: ['/a'], layers: true },
    of: 'FROM alpine:3.22\nRUN echo > /a\nRUN rm /a',
    says: 'failed: /a ships in the image',
  },
  {
    kind: 'image-files',
    with: { lacks: ['/a'] },
    of: 'FROM debian:13\nRUN perl',
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'image-files',
    with: { lacks: ['/a'] },
    of: 'FROM debian:13 AS b\nRUN perl -e 1; echo > /x\nFROM alpine:3.22\nCOPY --from=b /x /x',
    says: 'passed: Nothing of it is in the image',
  },
  {
    kind: 'image-files',
    with: { content: { '/x': 'y' } },
    of: 'FROM debian:13 AS b\nRUN perl -e 1; echo > /x\nFROM alpine:3.22\nCOPY --from=b /x /x',
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'image-files',
    with: { 'adds-only': ['/srv/**'] },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /srv/a', files: { a: '' } },
    says: 'passed: The files are as asked',
  },
  {
    kind: 'image-files',
    with: { 'adds-only': ['/srv/**'] },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /srv/a\nCOPY a /b', files: { a: '' } },
    says: 'failed: The build adds /b to the image',
  },
  {
    kind: 'image-files',
    with: { owner: { '/a': '1000:1000' } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY --chown=1000:1000 a /a', files: { a: '' } },
    says: 'passed: The files are as asked',
  },
  {
    kind: 'image-files',
    with: { owner: { '/a': 'nobody' } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /a', files: { a: '' } },
    says: 'failed: /a belongs to 0:0, not to nobody',
  },
  {
    kind: 'image-files',
    with: { mode: { '/a': 755 } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY --chmod=0755 a /a', files: { a: '' } },
    says: 'passed: The files are as asked',
  },
  {
    kind: 'image-files',
    with: { mode: { '/a': '0755' } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /a', files: { a: '' } },
    says: 'failed: /a has mode 0644, not 0755',
  },
  {
    kind: 'image-files',
    with: { content: { '/a': 'x' } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /a', files: { a: 'y' } },
    says: 'failed: /a does not contain “x”',
  },
  {
    kind: 'image-files',
    with: { 'max-files': { '/m/**': 10 } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY m /m', context: [{ path: 'm/', files: 20, size: 5 }] },
    says: 'failed: 20 files match /m/**, more than 10',
  },

  // platform
  {
    kind: 'platform',
    with: { platform: 'linux/arm64' },
    of: 'FROM alpine:3.22\nCMD ["ls"]',
    says: 'passed: The image and /bin/ls are for linux/arm64',
  },
  {
    kind: 'platform',
    with: { platform: 'linux/arm64' },
    of: 'FROM --platform=linux/amd64 alpine:3.22\nCMD ["ls"]',
    says: 'failed: The image is for linux/amd64, not for linux/arm64',
  },
  {
    kind: 'platform',
    with: { platform: 'linux/arm64' },
    of: 'FROM --platform=linux/amd64 debian:13 AS b\nFROM debian:13\nCOPY --from=b /bin/ls /tool\nCMD ["/tool"]',
    says: 'failed: /tool is a program for amd64 in an image for arm64',
  },
  {
    kind: 'platform',
    with: { platform: 'linux/arm64', programs: ['/usr/bin/ls'] },
    of: 'FROM debian:13',
    says: 'passed: 1 programs are for linux/arm64',
  },
  {
    kind: 'platform',
    with: { programs: ['/opt/*'] },
    of: 'FROM debian:13',
    says: 'failed: The image has no program at /opt/*',
  },

  // targets
  {
    kind: 'targets',
    with: { one: [{ kind: 'image-files', with: { has: ['/out.txt'] } }] },
    of: TWO,
    says: 'passed: one hold what they should',
  },
  {
    kind: 'targets',
    with: { one: [{ kind: 'image-files', with: { lacks: ['/out.txt'] } }] },
    of: TWO,
    says: 'failed: one: /out.txt ships in the image',
  },
  { kind: 'targets', with: { three: [{ kind: 'builds' }] }, of: TWO, says: 'failed: The target three does not build' },
  {
    kind: 'targets',
    with: { one: [{ kind: 'builds' }] },
    of: 'FROM alpine:3.22 AS one\nFROM alpine:3.22\nRUN false',
    says: 'passed: one hold what they should',
  },
  {
    kind: 'targets',
    with: { one: [{ kind: 'builds' }] },
    of: 'FROM alpine:3.22 AS one\nRUN false',
    says: 'error: Needs a build',
  },

  // stages
  {
    kind: 'stages',
    with: { ran: [{ creates: '/out.txt', kind: 'run' }] },
    of: TWO,
    says: 'passed: The steps run as asked',
  },
  {
    kind: 'stages',
    with: { ran: [{ output: 'tests' }] },
    of: 'FROM alpine:3.22 AS t\nRUN echo tests\nFROM alpine:3.22\n',
    says: 'failed: The step that prints “tests” does not run',
  },
  {
    kind: 'stages',
    with: { available: [{ output: 'tests' }], skipped: [{ output: 'tests' }] },
    of: 'FROM alpine:3.22 AS t\nRUN echo tests\nFROM alpine:3.22\n',
    says: 'passed: The steps run as asked',
  },
  {
    kind: 'stages',
    with: { available: [{ output: 'tests' }] },
    of: 'FROM alpine:3.22',
    says: 'failed: No target of the file has the step that prints “tests”',
  },
  {
    kind: 'stages',
    with: { skipped: [{ reads: 'a.txt' }] },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY . /', files: { 'a.txt': '' } },
    says: 'failed: The step that reads a.txt runs for this image',
  },
  {
    kind: 'stages',
    with: { native: [{ creates: '/a' }] },
    of: {
      dockerfile:
        'FROM --platform=$BUILDPLATFORM alpine:3.22 AS b\nRUN echo > /a\nFROM alpine:3.22\nCOPY --from=b /a /b',
      build: { platform: 'linux/arm64' },
    },
    says: 'passed: The steps run as asked',
  },
  {
    kind: 'stages',
    with: { native: [{ creates: '/a' }] },
    of: {
      dockerfile: 'FROM alpine:3.22 AS b\nRUN echo > /a\nFROM alpine:3.22\nCOPY --from=b /a /b',
      build: { platform: 'linux/arm64' },
    },
    says: 'failed: [b 2/2] RUN echo > /a runs under emulation',
  },
  {
    kind: 'stages',
    with: { emulated: false },
    of: { dockerfile: 'FROM alpine:3.22\nRUN true', build: { platform: 'linux/arm64' } },
    says: 'failed: [2/2] RUN true runs under emulation',
  },
  {
    kind: 'stages',
    with: { names: { ran: ['one'], skipped: ['x'] } },
    of: `FROM alpine:3.22 AS x\n${TWO}`,
    says: 'passed: The steps run as asked',
  },
  {
    kind: 'stages',
    with: { names: { skipped: ['one'] } },
    of: TWO,
    says: 'failed: Stage one is built for this target',
  },
  { kind: 'stages', with: { names: { ran: ['zero'] } }, of: TWO, says: 'failed: There is no stage zero' },

  // context
  {
    kind: 'context',
    with: { lacks: ['.git'] },
    of: { dockerfile: 'FROM alpine:3.22\nRUN false', context: [{ path: '.git/', files: 40, size: 1000 }] },
    says: 'failed: .git is sent to the builder',
  },
  {
    kind: 'context',
    with: { lacks: ['.git', '**/.env'] },
    of: {
      dockerfile: 'FROM alpine:3.22',
      context: [{ path: '.git/', files: 40, size: 1000 }],
      files: { '.dockerignore': '.git\n**/.env', 'a/.env': '' },
    },
    says: 'passed: The context has',
  },
  {
    kind: 'context',
    with: { lacks: ['**/.env'] },
    of: { dockerfile: 'FROM alpine:3.22', files: { 'a/.env': '' } },
    says: 'failed: **/.env is sent to the builder',
  },
  {
    kind: 'context',
    with: { has: ['a.txt'] },
    of: { dockerfile: 'FROM alpine:3.22', files: { 'a.txt': '', '.dockerignore': '*.txt' } },
    says: 'failed: a.txt is not sent to the builder',
  },
  {
    kind: 'context',
    with: { max: '1kB' },
    of: { dockerfile: 'FROM alpine:3.22', context: [{ path: 'x.bin', size: 5000 }] },
    says: 'failed: The context has 2 files',
  },
  {
    kind: 'context',
    with: { files: 1 },
    of: { dockerfile: 'FROM alpine:3.22', context: [{ path: 'x.bin', size: 5000 }] },
    says: 'failed: The context has 2 files',
  },

  // lint
  {
    kind: 'lint',
    with: { absent: ['workdir-relative-path'] },
    of: 'FROM scratch\nWORKDIR app',
    says: 'failed: workdir-relative-path reports line 2',
  },
  {
    kind: 'lint',
    with: { absent: ['workdir-relative-path'] },
    of: 'FROM scratch\nWORKDIR /app',
    says: 'passed: The findings are as asked',
  },
  {
    kind: 'lint',
    with: { present: ['workdir-relative-path'] },
    of: 'FROM scratch\nWORKDIR /app',
    says: 'failed: workdir-relative-path reports nothing',
  },
  {
    kind: 'lint',
    with: { present: ['workdir-relative-path'] },
    of: 'FROM scratch\nWORKDIR app',
    says: 'passed: The findings are as asked',
  },
  {
    kind: 'lint',
    with: { absent: ['all'] },
    of: 'FROM scratch\nWORKDIR app',
    says: 'failed: workdir-relative-path reports line 2',
  },
  { kind: 'lint', with: { absent: ['all'] }, of: 'FROM', says: 'error: BuildKit cannot read the Dockerfile' },

  // leaks
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22\nCOPY id_rsa /k' },
    says: 'failed: key is in a layer of the image',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22\nCOPY id_rsa /k\nRUN rm /k' },
    says: 'failed: key is in a layer of the image',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      ...SECRET,
      dockerfile: 'FROM alpine:3.22 AS b\nCOPY id_rsa /k\nRUN echo > /x\nFROM alpine:3.22\nCOPY --from=b /x /x',
    },
    says: 'failed: key is in the build cache',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22' },
    says: 'failed: key is in the build context',
  },
  {
    kind: 'leaks',
    with: { in: ['layer', 'deleted'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22' },
    says: 'passed: key is nowhere to be found',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22', files: { '.dockerignore': 'id_rsa' } },
    says: 'passed: key is nowhere to be found',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      dockerfile: 'FROM alpine:3.22\nARG TOKEN\nRUN true',
      build: { args: { TOKEN: 'BEGIN s3cr3t END' } },
    },
    says: 'failed: key is in the history of the image',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { secrets: SECRET.secrets, dockerfile: 'FROM alpine:3.22\nENV T="BEGIN s3cr3t END"' },
    says: 'failed: key is in a variable of the image',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      build: { secrets: { k: 'BEGIN s3cr3t END' } },
      dockerfile: 'FROM alpine:3.22\nRUN --mount=type=secret,id=k cat /run/secrets/k',
    },
    says: 'failed: key is in the build log',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      build: { secrets: { k: 'BEGIN s3cr3t END' } },
      dockerfile: 'FROM alpine:3.22\nRUN --mount=type=secret,id=k cp /run/secrets/k /k',
    },
    says: 'failed: key is in a layer of the image',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      build: { secrets: { k: 'BEGIN s3cr3t END' } },
      dockerfile: 'FROM alpine:3.22\nRUN --mount=type=secret,id=k test -s /run/secrets/k',
    },
    says: 'passed: key is nowhere to be found',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      build: { secrets: { k: 'BEGIN s3cr3t END' } },
      dockerfile: 'FROM debian:13\nRUN --mount=type=secret,id=k perl /run/secrets/k',
    },
    says: 'not-simulated: Drydock cannot judge this',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: {
      secrets: SECRET.secrets,
      build: { secrets: { k: 'BEGIN s3cr3t END' } },
      dockerfile: 'FROM debian:13\nRUN perl a',
    },
    says: 'passed: key is nowhere to be found',
  },

  {
    kind: 'leaks',
    with: { secrets: ['key'], in: ['context'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22\nRUN false' },
    says: 'failed: key is in the build context',
  },
  {
    kind: 'leaks',
    with: { secrets: ['key'] },
    of: { ...SECRET, dockerfile: 'FROM alpine:3.22\nRUN false' },
    says: 'error: Needs a build',
  },
  {
    kind: 'image-files',
    with: { 'max-files': { '/m/**': 2 } },
    of: { dockerfile: 'FROM alpine:3.22\nCOPY a /m/n/o/a\nCOPY a /m/b', files: { a: '' } },
    says: 'passed: The files are as asked',
  },

  // cache
  {
    kind: 'cache',
    with: {
      files: { 'src.txt': { append: 'c' } },
      cached: [{ creates: '/deps' }],
      reruns: [{ creates: '/out' }],
      'max-reruns': 2,
    },
    of: CACHED,
    says: 'passed: After an edit of src.txt 2 steps run again',
  },
  {
    kind: 'cache',
    with: { files: { 'src.txt': { append: 'c' } }, cached: [{ creates: '/deps' }] },
    of: UNCACHED,
    says: 'failed: After an edit of src.txt [3/4] RUN echo installed > /deps runs again',
  },
  {
    kind: 'cache',
    with: { files: { 'src.txt': { append: 'c' } }, 'max-reruns': 2 },
    of: UNCACHED,
    says: 'failed: After an edit of src.txt 3 steps run again, more than 2',
  },
  {
    kind: 'cache',
    with: { files: { 'list.txt': { append: 'c' } }, reruns: [{ creates: '/deps' }] },
    of: CACHED,
    says: 'passed: After an edit of list.txt 4 steps run again',
  },
  {
    kind: 'cache',
    with: { files: { 'src.txt': { append: 'c' } }, reruns: [{ creates: '/deps' }] },
    of: CACHED,
    says: 'failed: After an edit of src.txt [3/5] RUN echo installed > /deps is taken from the cache',
  },
  {
    kind: 'cache',
    with: { cached: [{ creates: '/deps' }], 'max-reruns': 0 },
    of: CACHED,
    says: 'passed: After no edit at all 0 steps run again',
  },
  {
    kind: 'cache',
    with: { cached: [{ creates: '/none' }] },
    of: CACHED,
    says: 'failed: The build has no step like this: the step that creates /none',
  },
  {
    kind: 'cache',
    with: { files: { 'src.txt': null }, cached: [{ creates: '/deps' }] },
    of: CACHED,
    says: 'failed: After the removal of src.txt the build fails',
  },
];

describe('a check', () => {
  it.each(CASES.map((each) => [each.kind, each.says, each] as const))('of kind %s says “%s”', (_, expected, each) => {
    expect(says(each).slice(0, expected.length)).toBe(expected);
  });

  it('of each kind is shown to pass and to fail', () => {
    const shown = [...checkKinds.keys()].map((kind) => {
      const statuses = new Set(CASES.filter((each) => each.kind === kind).map(({ says: text }) => text.split(':')[0]));
      return [kind, statuses.has('passed') && statuses.has('failed')];
    });
    expect(shown).toEqual([...checkKinds.keys()].map((kind) => [kind, true]));
  });

  it('needs a build unless it looks at text or context alone', () => {
    const broken = { dockerfile: 'FROM alpine:3.22\nRUN false' };
    const needs = [...checkKinds].filter(([, check]) => !check.withoutBuild).map(([kind]) => kind);
    expect(needs.toSorted()).toEqual([
      'cache',
      'cache-mount',
      'image-config',
      'image-files',
      'image-size',
      'log',
      'parallel',
      'platform',
      'rebuild-time',
      'scenario',
      'stages',
      'starts',
      'waste',
    ]);
    for (const kind of needs) {
      const params = kind === 'scenario' ? { expect: 'fails' } : {};
      expect(judged(world, broken, { kind, with: params })).toMatchObject({
        status: 'error',
        message: 'Needs a build',
      });
    }
  });

  it('of an unknown kind or with wrong parameters is an error, not a failure', () => {
    expect(judged(world, { dockerfile: 'FROM scratch' }, { kind: 'x' })).toEqual({
      status: 'error',
      message: 'There is no check of kind x',
    });
    expect(judged(world, { dockerfile: 'FROM alpine:3.22' }, { kind: 'image-size', with: { max: 3 } })).toMatchObject({
      status: 'error',
      why: 'with.max must be text, not the number 3',
    });
  });

  it('never says you, just, simply or please, and does not shout', () => {
    const spoken = CASES.flatMap((each) => {
      const { status, message, try: advice = '', why = '' } = judged(world, attempt(each.of), each);
      // What BuildKit says is quoted as it is.
      if (status === 'error') return [];
      return /\b(you|your|just|simply|please)\b|!(?!=)/i.test(`${message} ${advice} ${why.replace(/[“"].*[”"]/g, '')}`)
        ? [message]
        : [];
    });
    expect(spoken).toEqual([]);
  });
});
