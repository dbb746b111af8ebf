import { describe, expect, it } from 'vitest';
import { loadJavaScript } from '../content/compile/javascript.ts';
import { createApi } from './api.ts';
import { source } from './for-tests.ts';
import { specOf } from './spec-of.ts';
import type { EngineApi } from './protocol.ts';
import { createAtlas } from './world.ts';

const repeated = (line: string) => ({ Dockerfile: file(`FROM scratch\n${line.repeat(3000)}`) });
const file = (text: string) => ({ text, mode: 0o644 });
const built = (run: string) => ({ Dockerfile: file(`FROM alpine:3.22\nRUN ${run}\n`) });
const api = (): EngineApi => createApi(createAtlas({ ...source, javascript: loadJavaScript }));
const DOCKERFILE = 'FROM alpine:3.22 AS build\nRUN echo hi > /x\n\nFROM scratch\nCOPY --from=build /x /x\n';

describe('the worker', () => {
  it('builds a workspace after loading what its text mentions', async () => {
    const engine = api();
    const files = { Dockerfile: file(DOCKERFILE) };
    await engine.prepare({ files });
    const { view } = await engine.playground({ files });
    expect(view.status).toBe('built');
    expect(view.image?.size).toBeLessThan(100);
    expect(structuredClone(view)).toEqual(view);
  });

  it('refuses to build without image data instead of inventing an answer', () => {
    expect(() => api().playground({ files: { Dockerfile: file(DOCKERFILE) } })).toThrow('image data is not loaded');
  });

  it('refuses a Dockerfile of thousands of steps, but not one of thousands of stages', async () => {
    const engine = api();
    await engine.prepare({ files: repeated('') });
    expect(() => engine.playground({ files: repeated('ENV A=1\n') })).toThrow('More than 2,000 instructions');
    expect((await engine.playground({ files: repeated('FROM scratch\n') })).view.status).toBe('built');
  });

  it('asks for the interpreter of JavaScript only where a program runs, and then runs it', async () => {
    const engine = api();
    const files = { Dockerfile: file('FROM node:22\nRUN node -e "console.log(6 * 7)"\n') };
    await engine.prepare({ files });
    expect(() => engine.playground({ files })).toThrow('a part that the build or a check needs is not loaded');
    await engine.fetchWanted();
    expect((await engine.playground({ files })).view.log).toContain('42');
  });

  it('does not ask for it where node only prints its version', async () => {
    const engine = api();
    const files = { Dockerfile: file('FROM node:22\nRUN node --version\n') };
    await engine.prepare({ files });
    expect((await engine.playground({ files })).view.log).toContain('v22.');
  });

  it('fetches a command that no text named once a build runs it, and only then', async () => {
    const asked: string[] = [];
    const folder = (name: string) => (asked.push(name), source.folder(name));
    const engine = createApi(createAtlas({ ...source, folder }));
    const files = {
      Dockerfile: file('FROM alpine:3.22\nRUN n=so; echo b a | tr " " "\\n" | ${n}rt > /x && test -s /x\n'),
    };
    await engine.prepare({ files });
    expect(asked).toEqual(['text']);
    const hidden = {
      Dockerfile: file('FROM alpine:3.22\nRUN a=m; b=v; touch /x && "$a$b" /x /y && n=gzi; ${n}p /y\n'),
    };
    await engine.prepare({ files: hidden });
    expect(asked).toEqual(['text', 'coreutils']);
    expect(() => engine.playground({ files: hidden })).toThrow('a part that the build or a check needs is not loaded');
    await engine.fetchWanted();
    expect(asked).toEqual(['text', 'coreutils', 'files']);
    expect((await engine.playground({ files: hidden })).view.status).toBe('built');
  });

  it('fetches what few scripts need of a shell: foreseen where a text shows it, else once a build runs it', async () => {
    let asked = 0;
    const seldom = () => (asked++, source.seldom());
    const engine = createApi(createAtlas({ ...source, seldom }));
    await engine.prepare({ files: built('echo plain') });
    expect((await engine.playground({ files: built('echo plain') })).view.status).toBe('built');
    const hidden = built('n=ulim; test "$(${n}it -n)" = 1048576');
    await engine.prepare({ files: hidden });
    expect(asked).toBe(0);
    expect(() => engine.playground({ files: hidden })).toThrow('a part that the build or a check needs is not loaded');
    await engine.fetchWanted();
    expect((await engine.playground({ files: hidden })).view.status).toBe('built');
    const other = createApi(createAtlas({ ...source, seldom }));
    const shown = built('test "$(cat /proc/self/comm)" = cat');
    await other.prepare({ files: shown });
    expect((await other.playground({ files: shown })).view.status).toBe('built');
    expect(asked).toBe(2);
  });

  it('judges by kinds of checks that it fetches for the exercise', async () => {
    const asked: string[] = [];
    const kind = (name: string) => (asked.push(name), source.kind(name));
    const engine = createApi(createAtlas({ ...source, kind }));
    const check = { id: 'b', title: 'It builds', kind: 'builds', with: {} };
    const exercise = { ...specOf({ files: {} }), checks: [check] };
    const attempt = { files: { Dockerfile: file('FROM scratch\nCOPY Dockerfile /\n') }, log: [] };
    await engine.prepare({ files: attempt.files, exercise });
    expect(asked).toEqual(['builds']);
    expect((await engine.examine({ exercise, attempt })).results).toMatchObject([{ check: 'b', status: 'passed' }]);
  });

  it('refuses what the editor and the views ask before their parts are there', () => {
    expect(() => api().outline(DOCKERFILE)).toThrow('asked before its part was brought');
    expect(() => api().scene({ subject: { files: {} }, step: 'x' })).toThrow('asked before its part was brought');
  });

  it('answers what the editor asks, loaded or not', async () => {
    const engine = api();
    await engine.bring('editor');
    const question = { text: DOCKERFILE, paths: [], offset: DOCKERFILE.lastIndexOf('build') + 1 };
    expect(engine.definition(question)).toEqual({ start: 20, end: 25 });
    expect((await engine.hover(question))?.parts[0]).toBe('Stage **build** from `alpine:3.22`');
    expect(engine.outline(DOCKERFILE)).toMatchObject([{ name: 'build' }, { name: 'stage 1' }]);
    expect((await engine.complete({ ...question, text: 'FROM ', offset: 5 })).map((item) => item.label)).toContain(
      'alpine:3.22',
    );
  });

  it('tells in a hover what the last build did', async () => {
    const engine = api();
    await engine.bring('editor');
    const files = { Dockerfile: file(DOCKERFILE) };
    await engine.prepare({ files });
    engine.playground({ files });
    const hover = await engine.hover({ text: DOCKERFILE, paths: [], offset: DOCKERFILE.indexOf('RUN') });
    expect(hover?.parts.at(-1)).toBe('Last build: ran, +\u00a03\u00a0B.');
  });

  it('offers quick fixes of findings, built or not', async () => {
    const engine = api();
    await engine.bring('editor');
    const text = 'from alpine:3.22 AS a\nRUN true\n';
    const fixes = await engine.fixes({ text, paths: [], offset: 0, end: 4 });
    expect(fixes.map(({ diagnostic }) => diagnostic.rule)).toContain('consistent-instruction-casing');
  });
});

describe('the atlas', () => {
  it('loads each image once and keeps what it has', async () => {
    const asked: (readonly string[])[] = [];
    const atlas = createAtlas({ ...source, catalogue: (names) => (asked.push(names), source.catalogue(names)) });
    await atlas.load({ texts: ['FROM alpine:3.22'], checks: '' });
    const first = atlas.world();
    await atlas.load({ texts: ['FROM alpine:3.22'], checks: '' });
    expect(atlas.world()).toBe(first);
    await atlas.load({ texts: ['FROM alpine:3.22\nFROM debian:13'], checks: '' });
    expect(asked).toEqual([['docker.io/library/alpine'], ['docker.io/library/debian']]);
    expect(atlas.world()?.image('docker.io/library/alpine:3.22', 'linux/amd64')).toBeDefined();
  });

  it('tries again after a download failed', async () => {
    let online = false;
    const atlas = createAtlas({
      ...source,
      packages: () => (online ? source.packages() : Promise.reject(new Error('offline'))),
    });
    await expect(atlas.load({ texts: ['FROM alpine'], checks: '' })).rejects.toThrow('offline');
    expect(atlas.world()).toBeUndefined();
    online = true;
    await atlas.load({ texts: ['FROM alpine'], checks: '' });
    expect(atlas.world()).toBeDefined();
  });
});
