import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { adviceOnBuild, adviceOnStart, missingCommand } from './failure-advice.ts';
import { judged, worldOf, type Written } from '../testing/attempts.ts';

const world = worldOf(allImages, allPackages);
/** What `builds` says of an attempt, with the marked text. */
function builds(dockerfile: string, more: Partial<Written> = {}) {
  const { message, why, try: advice, span } = judged(world, { dockerfile, ...more }, { kind: 'builds' });
  return { message, why, try: advice, at: span && dockerfile.slice(span.start, span.end) };
}
/** What `starts` says. */
function starts(dockerfile: string, params: object, more: Partial<Written> = {}) {
  const finding = judged(world, { dockerfile, ...more }, { kind: 'starts', with: params });
  return { status: finding.status, message: finding.message, why: finding.why, try: finding.try };
}

describe('a COPY whose source is not there', () => {
  it('names what the stage has under that name', () => {
    const text =
      'FROM alpine:3.22 AS build\nRUN mkdir /out && touch /out/app\nFROM scratch\nCOPY --from=build /app /app\n';
    expect(builds(text)).toEqual({
      message: 'The build stops at [stage-1 1/1] COPY --from=build /app /app',
      why: '/app is not in stage build. There is /out/app.',
      try: 'Copy /out/app, or write the file to /app.',
      at: 'COPY --from=build /app /app',
    });
  });

  it('names what lies beside it instead', () => {
    const text =
      'FROM alpine:3.22 AS build\nRUN mkdir -p /app/dist /app/lib\nFROM scratch\nCOPY --from=build /app/build /\n';
    expect(builds(text).why).toBe('/app/build is not in stage build. In /app there are dist, lib.');
  });

  it('knows .dockerignore', () => {
    const files = { key: 'x', '.dockerignore': 'key\n' };
    expect(builds('FROM scratch\nCOPY key /\n', { files }).why).toBe(
      'key is excluded by .dockerignore, so the builder never receives it.',
    );
    expect(builds('FROM scratch\nCOPY dist /\n').why).toBe('dist is not in the build context.');
  });
});

describe('a step that fails', () => {
  it('says what is missing, and what to try', () => {
    expect(builds('FROM alpine:3.22\nRUN git clone x\n')).toEqual({
      message: 'The build stops at [2/2] RUN git clone x',
      why: '/bin/sh: git: not found (exit code: 127)',
      try: 'Install git in this stage, or start the stage from an image that has it.',
      at: 'RUN git clone x',
    });
    expect(builds('FROM debian:trixie-slim\nRUN apt-get install -y curl\n')).toMatchObject({
      why: 'E: Unable to locate package curl (exit code: 100)',
      try: 'Run `apt-get update` in the same RUN, before the install.',
    });
    expect(builds('FROM scratch\nRUN true\n').try).toBe(
      'Do this in another stage and copy the result: this base has no shell.',
    );
    expect(builds('FROM alpine:3.22 AS builder\nFROM scratch\nCOPY --from=build /x /\n').try).toBe(
      'Write builder: no stage is called build, so BuildKit looks for an image of that name.',
    );
  });

  it('otherwise points at the log', () => {
    expect(builds('FROM alpine:3.22\nRUN exit 3\n').try).toBe(
      'Read the last lines of the log: they name what is missing.',
    );
  });
});

describe('a container that ends', () => {
  it('is told apart by its last words', () => {
    const main = { 'a.mjs': "import 'hono'\n" };
    expect(
      starts('FROM node:22-alpine\nCOPY a.mjs /\nCMD ["node", "/a.mjs"]\n', { listens: 80 }, { files: main }).try,
    ).toBe('Copy a node_modules folder with hono into the image, beside the program or above it.');
    expect(starts('FROM gcr.io/distroless/nodejs22-debian12\nCMD ["node", "a.js"]\n', { listens: 80 }).try).toBe(
      'Name only the script in CMD: the entrypoint of the base image is /nodejs/bin/node already.',
    );
    expect(starts('FROM nginx:alpine\nCMD ["nginx"]\n', { listens: 80 })).toMatchObject({
      message: 'The container ends with code 0',
      try: 'Keep the main process in the foreground: the container ends when it does.',
    });
    expect(starts('FROM nginx:alpine\nCMD ["nginx", "-g", "daemon off"]\n', { listens: 80 })).toMatchObject({
      why: 'nginx: [emerg] unexpected end of parameter, expecting ";" in command line',
      try: 'End the directive with a semicolon: "daemon off;".',
    });
    expect(starts('FROM nginx:alpine\n', { listens: 80 }).status).toBe('passed');
  });

  it('is a reason for hints', () => {
    const missing = 'FROM scratch\nCMD ["/app"]\n';
    expect(starts(missing, { because: 'missing' }).status).toBe('passed');
    expect(starts(missing, { because: 'no-loader' }).status).toBe('failed');
    expect(starts('FROM nginx:alpine\nCMD ["nginx"]\n', { listens: 80, because: 'ended' }).status).toBe('passed');
    expect(starts('FROM nginx:alpine\n', { listens: 80, because: 'ended' }).status).toBe('failed');
  });
});

describe('certificates', () => {
  it('at a place where nobody looks are told apart from none', () => {
    const relay = 'FROM nginx:alpine AS a\nFROM alpine:3.22\nRUN rm /etc/ssl/cert.pem /etc/ssl/certs/*\n';
    const more = { kind: 'starts', with: { https: true, exit: 0, args: ['true'] } };
    const of = (text: string) => judged(world, { dockerfile: text }, more);
    expect(of(relay).message).toBe('The image has no CA certificates');
    expect(of(`${relay}COPY --from=a /etc/ssl/certs/ca-certificates.crt /certs/\n`)).toMatchObject({
      message: 'The CA certificates are not where programs look',
      try: 'Copy the bundle to /etc/ssl/certs/ca-certificates.crt, or name it in SSL_CERT_FILE: it lies at /certs/ca-certificates.crt.',
    });
    expect(of('FROM alpine:3.22\n').status).toBe('passed');
  });
});

describe('the table', () => {
  it('knows a command that was not found, in the words of each shell', () => {
    for (const words of [
      'sh: tsc: not found',
      '/bin/sh: 1: tsc: not found',
      '/docker-entrypoint.sh: exec: line 5: tsc: not found',
    ])
      expect(missingCommand(words)).toBe('tsc');
    expect(missingCommand('sh: tsc: Permission denied')).toBeUndefined();
  });

  it('says nothing about words it does not know', () => {
    expect(adviceOnBuild('something else')).toBeUndefined();
    expect(adviceOnStart('something else')).toBeUndefined();
    expect(adviceOnBuild('go: go.mod requires go >= 1.27 (running go 1.26.1; GOTOOLCHAIN=local)')).toBe(
      'Build with an image of Go 1.27 or newer.',
    );
  });
});
