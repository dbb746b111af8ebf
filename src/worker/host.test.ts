import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';
import { source } from './for-tests.ts';
import { PARTS } from './protocol.ts';
import type { EngineApi, HostQuestion, HostStart } from './protocol.ts';
import { createAtlas } from './world.ts';

const start: HostStart = {
  id: 'one',
  files: { Dockerfile: { text: 'FROM alpine:3.22\n', mode: 0o644 } },
  log: [],
  now: 0,
};

async function loaded(): Promise<EngineApi> {
  const api = createApi(createAtlas(source));
  await api.bring('host');
  await api.prepare({ files: { Dockerfile: { text: 'FROM alpine:3.22', mode: 0o644 } } });
  return api;
}

function typed(text: string, entries = 0): HostQuestion {
  const entry = { at: 0, terminal: 0, kind: 'command', text } as const;
  return { id: 'one', entries, entry, ms: 0, waiting: false };
}

async function step(api: EngineApi, question: HostQuestion): Promise<ReturnType<EngineApi['hostStep']>> {
  for (let tries = 0; ; tries++) {
    try {
      const answer = api.hostStep(question);
      if (answer) return answer;
      api.hostOpen(start);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== PARTS || tries > 8) throw error;
      await api.fetchWanted();
    }
  }
}

describe('the host behind the worker', () => {
  it('has no session before it is opened, nor one of another length', async () => {
    const api = await loaded();
    expect(api.hostStep({ id: 'one', entries: 0, ms: 0, waiting: false })).toBeUndefined();
    api.hostOpen(start);
    expect(api.hostStep({ id: 'one', entries: 1, ms: 0, waiting: false })).toBeUndefined();
    expect(api.hostStep({ id: 'other', entries: 0, ms: 0, waiting: false })).toBeUndefined();
    expect(api.hostStep({ id: 'one', entries: 0, ms: 5, waiting: false })).toMatchObject({ now: 5, whole: true });
    expect(api.hostStep({ id: 'one', entries: 0, ms: 5, waiting: false })).toMatchObject({ now: 10, whole: false });
  });

  it('plays commands, those of parts that were not there too, and shows the files they wrote', async () => {
    const api = await loaded();
    const answer = await step(api, typed('cat Dockerfile | tr a-z A-Z > loud'));
    expect(answer?.files['loud']).toEqual({ text: 'FROM ALPINE:3.22\n', mode: 0o644 });
    expect(answer?.terminals[0]?.state).toBe('command');
  });

  it('fetches commands of docker that nobody foresaw, and those that were named before they are called', async () => {
    const api = await loaded();
    const [list, inspect] = [
      'docker ps -q; docker network ls -q | wc -l',
      'N=inspect; docker network $N -f "{{.Name}}" host',
    ];
    await api.prepare({ files: { 'typed.sh': { text: list, mode: 0o644 } } });
    api.hostOpen(start);
    const named = api.hostStep({ ...typed(list), ms: 2000, waiting: true });
    expect(named?.terminals[0]?.text).toContain(`${list}\n3\n`);
    api.hostOpen({ ...start, id: 'two' });
    expect(() => api.hostStep({ ...typed(inspect), id: 'two', ms: 2000, waiting: true })).toThrow(
      expect.objectContaining({ name: PARTS }) as Error,
    );
    await api.fetchWanted();
    const fetched = await step(api, { ...typed(inspect), ms: 2000, waiting: true });
    expect(fetched?.terminals[0]?.text).toContain(`${inspect}\nhost\n`);
  });

  it('keeps no build that was made without a part, though the part comes in by another way', async () => {
    const api = await loaded();
    const text = 'FROM alpine:3.22\nRUN n=so; echo b | ${n}rt > /x; test -s /x && echo "is $n"\n';
    const files = { Dockerfile: { text, mode: 0o644 } };
    const question = { ...typed('docker build .'), ms: 60_000, waiting: true };
    await api.prepare({ files: { 'typed.sh': { text: 'docker build .', mode: 0o644 } } });
    api.hostOpen({ ...start, files });
    expect(() => api.hostStep(question)).toThrow(expect.objectContaining({ name: PARTS }) as Error);
    await api.prepare({ files: { 'typed.sh': { text: 'sort', mode: 0o644 } } });
    await api.fetchWanted();
    api.hostOpen({ ...start, files });
    expect(api.hostStep(question)?.terminals[0]?.text).toContain(' is so\n');
  });

  it('fetches compose once it is typed', async () => {
    const api = await loaded();
    const answer = await step(api, { ...typed('docker compose version --short'), ms: 2000, waiting: true });
    expect(answer?.terminals[0]?.text).toContain('2.26.1');
  });

  it('fetches a program beside docker once it is typed', async () => {
    const api = await loaded();
    const answer = await step(api, { ...typed('docker dive; dive --ci'), ms: 2000, waiting: true });
    expect(answer?.terminals[0]?.text).toContain("docker: 'dive' is not a docker command.");
    expect(answer?.terminals[0]?.text).toContain('exactly one argument is required');
  });

  it('plays what an exercise did before, unseen but for the prompt', async () => {
    const api = await loaded();
    const setup = ['cd /tmp', 'echo loud; echo kept > /root/lab/made'].map((text) => ({
      at: 0,
      terminal: 0,
      kind: 'command' as const,
      text,
    }));
    api.hostOpen({ ...start, setup });
    expect(api.hostStep({ id: 'one', entries: 0, ms: 0, waiting: false })).toMatchObject({
      terminals: [{ id: 0, state: 'command', text: 'root@docker-host:/tmp# ' }],
      files: { made: { text: 'kept\n' } },
    });
  });

  it('offers commands, files and docker’s commands and flags', async () => {
    const api = await loaded();
    await step(api, typed('true'));
    const offered = (text: string) => api.hostComplete({ id: 'one', entries: 1, terminal: 0, text })?.words;
    expect(offered('cat Dock')).toEqual(['Dockerfile']);
    expect(offered('echo x | doc')).toContain('docker');
    expect(offered('docker netw')).toEqual(['network']);
    expect(offered('docker network cre')).toEqual(['create']);
    expect(offered('docker run --na')).toEqual([]);
    await api.prepare({ files: { 'typed.sh': { text: 'docker run --na', mode: 0o644 } } });
    expect(offered('docker run --na')).toEqual(['--name']);
    expect(offered('docker run --network bri')).toEqual(['bridge']);
    expect(offered('nothinglikethis')).toEqual([]);
  });

  it('looks at a session without getting on with it, and plays one only where none of that name is there', async () => {
    const api = await loaded();
    await api.bring('looks');
    const look = { look: 'map', question: {} } as const;
    expect(api.hostLook({ id: 'one', ...look })).toBeUndefined();
    expect(api.hostLook({ id: 'one', ...look, start })).toMatchObject({ answer: { containers: [] } });
    await step(api, { ...typed('docker create --name kept alpine:3.22'), ms: 60_000, waiting: true });
    const stale = { ...look, id: 'one', start };
    expect(api.hostLook(stale)).toMatchObject({ answer: { containers: [{ name: 'kept', state: 'created' }] } });
    expect(api.hostStep({ id: 'one', entries: 1, ms: 0, waiting: false })).toMatchObject({ whole: false });
    expect(api.hostLook({ id: 'two', ...look })).toBeUndefined();
  });
});
