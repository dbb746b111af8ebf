import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld, type World } from '../../builder/index.ts';
import { createHost, createSession, current, hostFiles, type Host, type Session } from '../index.ts';
import { looks, type SignalStory } from './index.ts';
import { signalStory } from './signals/signals.ts';

let world: World;
beforeAll(async () => {
  world = createWorld(allImages, allPackages, await shellWithJavaScript());
});

const FILES = {
  'server.js': "process.on('SIGTERM', () => process.exit(0));\nsetInterval(() => {}, 1000);\n",
  'slow.js': "process.on('SIGTERM', () => {});\nsetInterval(() => {}, 1000);\n",
  'entry.sh': '#!/bin/sh\n"$@"\n',
  'exec.sh': '#!/bin/sh\nexec "$@"\n',
  Dockerfile: 'FROM alpine:3.22\nRUN apk add --no-cache tini\nENTRYPOINT ["/sbin/tini", "--"]\n',
};

interface Desk {
  readonly host: Host;
  readonly session: Session;
}

/** A host on which commands were typed one after the other. */
function after(...commands: readonly string[]): Desk {
  const files = hostFiles({
    hostname: current.hostname,
    cwd: current.cwd,
    programs: world.shell.programs,
    workspace: FILES,
  });
  const host = createHost({ world, profile: current, files, images: [] });
  const session = createSession(host);
  for (const text of commands) {
    session.enter({ at: Math.ceil(session.view().now), terminal: 0, kind: 'command', text });
    session.advance(60_000, true);
  }
  return { host, session };
}

function told(story: SignalStory | undefined): string {
  if (!story) return 'nothing';
  const { verdict, processes, lanes, steps } = story;
  return [
    `${verdict.tone}: ${verdict.title}`,
    ...(verdict.advice === undefined ? [] : [`try: ${verdict.advice}`]),
    `why: ${verdict.why}`,
    ...verdict.notes.map((note) => `note: ${note}`),
    ...processes.map(({ depth, pid, command, note }) => `${'  '.repeat(depth + 1)}${pid} ${command} | ${note}`),
    ...lanes.map(({ label, note, end, tone }) => `= ${label}: ${note} / ${end}${tone === 'failed' ? ' !' : ''}`),
    ...steps.map(({ at, text }) => `${(at / 1000).toFixed(1)} ${text}`),
  ]
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2002', ' ');
}

/** Stories by what they show: `$ ` what was typed, then what is told of the container `web`. */
const STORIES = readFileSync(join(import.meta.dirname, 'golden/stories.txt'), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map((block) => {
    const [name = '', ...lines] = block.trimEnd().split('\n');
    const typed = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
    return { name, typed, story: lines.slice(typed.length).join('\n') };
  });

describe('the story of a container', () => {
  it.each(STORIES)('$name', ({ typed, story }) => {
    expect(told(signalStory(after(...typed).host, 'web'))).toBe(story);
  });

  it('is there for containers that are gone, and for each start of one', () => {
    const { host } = after(
      'docker run -d --name web alpine:3.22 sleep 100',
      'docker stop -t 1 web',
      'docker start web',
      'docker rm -f web',
      'docker run --rm --name once alpine:3.22 true',
    );
    const { runs, stories } = looks.signals(host, { runs: [], from: 'asked' });
    expect(
      runs.map(({ name, number, first, asked, took, exit }) => ({ name, number, first, asked, took, exit })),
    ).toEqual([
      { name: 'once', number: 1, first: 'true', asked: undefined, took: undefined, exit: 0 },
      { name: 'web', number: 2, first: 'sleep', asked: 'docker rm -f', took: 0, exit: 137 },
      { name: 'web', number: 1, first: 'sleep', asked: 'docker stop', took: 1000, exit: 137 },
    ]);
    expect(stories.map(({ title }) => title)).toEqual(['docker rm -f web']);
    const keys = runs.map(({ key }) => key).toReversed();
    const both = looks.signals(host, { runs: keys.slice(0, 2), from: 'asked' });
    expect(both.stories.map(({ title, ms }) => ({ title, ms }))).toEqual([
      { title: 'docker stop web', ms: 1000 },
      { title: 'docker rm -f web', ms: 0 },
    ]);
  });

  it('begins with the start where that is asked for, programs of docker exec, freezing and who sent a signal included', () => {
    const { host } = after(
      'docker run -d --name web debian:trixie-slim sleep 100',
      'docker exec web sh -c "kill -TERM 1; sleep 0.5; true"',
      'docker pause web',
      'sleep 2',
      'docker unpause web',
      'docker stop -t 1 web',
    );
    const story = signalStory(host, 'web', 'start');
    expect(story?.steps.map(({ text }) => text.replaceAll('\u00a0', ' '))).toEqual([
      'PID 1 (`sleep`) starts: the container runs as long as it does',
      'PID 7 (`sh`) starts from outside (`docker exec`, or a health check)',
      'SIGTERM to PID 1 (`sleep`) from PID 7 (`sh`): it has no handler, and PID 1 is shielded: ignored',
      'PID 8 (`sleep`) starts, started by PID 7',
      'PID 8 (`sleep`): exit 0',
      'PID 7 (`sh`): exit 0',
      '`docker pause`: all processes are frozen',
      '`docker unpause`: they go on',
      '`docker stop web`: SIGTERM to PID 1, then 1 s to end',
      'SIGTERM to PID 1 (`sleep`): it has no handler, and PID 1 is shielded: ignored',
      'The grace period is over: SIGKILL to PID 1',
      'PID 1 (`sleep`): exit 137',
    ]);
    expect(story?.lanes.find(({ id }) => id === '1')?.bars.map(({ kind }) => kind)).toEqual(['runs', 'frozen', 'runs']);
    expect(story?.whole).toBe(true);
  });

  it('knows that Ctrl+C on docker run is handed on by the client', () => {
    const { host, session } = after();
    session.enter({ at: 0, terminal: 0, kind: 'command', text: 'docker run --name web alpine:3.22 sleep 100' });
    session.advance(20_000);
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'signal', text: 'INT' });
    const story = signalStory(host, 'web');
    expect(story?.title).toBe('Ctrl+C on web');
    expect(story?.steps.map(({ text }) => text)).toEqual([
      'The client of docker hands SIGINT on to PID 1',
      'SIGINT to PID 1 (`sleep`): it has no handler, and PID 1 is shielded: ignored',
    ]);
    expect(story?.verdict.title).toBe('SIGINT did nothing: `sleep` is PID 1 and has no handler');
  });

  it('knows that Ctrl+C at its own terminal reaches everybody in the foreground', () => {
    const { host, session } = after();
    const typed = { at: 0, terminal: 0, kind: 'command' as const };
    session.enter({ ...typed, text: `docker run -it --name web debian:trixie-slim sh -c 'sleep 100; true'` });
    session.advance(20_000);
    session.enter({ at: Math.ceil(session.now), terminal: 0, kind: 'signal', text: 'INT' });
    const story = signalStory(host, 'web');
    expect(story?.title).toBe('Ctrl+C on web');
    expect(story?.lines.map(({ at, kind, text }) => [at, kind, text])).toEqual([[0, 'sent', 'SIGINT']]);
    expect(story?.steps.slice(0, 2).map(({ text }) => text)).toEqual([
      'SIGINT to PID 1 (`sh`) from the keyboard: it has no handler, and PID 1 is shielded: ignored',
      'SIGINT to PID 7 (`sleep`) from the keyboard: it has no handler and is not PID 1: ends it',
    ]);
  });

  it('names who sent the last signal where nobody outside did', () => {
    const { host } = after(
      'docker run -d --name web -v ./:/app -w /app node:24-slim node server.js',
      'sleep 1',
      'docker exec web sh -c "kill -TERM 1"',
    );
    expect(signalStory(host, 'web')?.verdict).toEqual({
      tone: 'plain',
      title: expect.stringMatching(/^`node` ended by itself after \d\.\d\u00a0s: exit 0$/),
      why: 'A container lives as long as PID 1. Nobody outside sent it a signal; SIGTERM came from PID 8 (`sh`), and was caught.',
      notes: [],
    });
  });

  it('leaves out the middle of a long life and says so', () => {
    const { host } = after(
      `docker run -d --name web debian:trixie-slim sh -c 'while :; do sleep 0.1; done'`,
      'sleep 60',
      'docker stop -t 1 web',
    );
    const story = signalStory(host, 'web', 'start');
    expect(host.daemon.history[0]?.events.length).toBeLessThanOrEqual(1200);
    expect(story?.verdict.notes).toEqual([
      expect.stringMatching(/^\d{3,} events in the middle of this long life were left out\.$/),
    ]);
    expect(story?.steps.length).toBe(61);
    expect(story?.steps[30]?.text).toMatch(/^\d+ more events, left out here$/);
    expect(story?.steps.at(-1)?.text).toMatch(/killed with PID 1$/);
  });

  it('is the same when the log is played again, and looking changes nothing', () => {
    const log = [`docker run -d --name web debian:trixie-slim sh -c 'sleep 100; true'`, 'docker stop -t 1 web'];
    const one = after(...log);
    const other = after(...log);
    for (let times = 0; times < 3; times++) looks.signals(one.host, { runs: ['web'], from: 'start' });
    expect(looks.signals(one.host, { runs: ['web'], from: 'start' })).toEqual(
      looks.signals(other.host, { runs: ['web'], from: 'start' }),
    );
    const next = {
      at: Math.ceil(one.session.now),
      terminal: 0,
      kind: 'command' as const,
      text: 'docker run -d alpine true',
    };
    for (const { session } of [one, other]) session.enter(next);
    expect(one.session.view()).toEqual(other.session.view());
  });

  it('of those that still run is kept, of those that have ended only of the last', () => {
    const { host } = after(
      'docker run -d --name first alpine:3.22 sleep 10000',
      'for i in $(seq 1 70); do docker run --rm alpine:3.22 true; done',
    );
    const { runs } = looks.signals(host, { runs: ['first'], from: 'start' });
    expect(runs.length).toBe(60);
    expect(runs.at(-1)?.name).toBe('first');
  });

  it('is none where nothing ran', () => {
    const { host } = after('docker create --name web alpine:3.22 sleep 1', 'docker run --name bad alpine:3.22 /nope');
    expect(looks.signals(host, { runs: [], from: 'asked' })).toEqual({ runs: [], stories: [] });
    expect(signalStory(host, 'web')).toBeUndefined();
  });
});

describe('the processes of a container', () => {
  it('are a tree with pids inside and outside, users, and what they do with signals', () => {
    const { host } = after(
      `docker run -d --name web -u www-data debian:trixie-slim sh -c 'trap "" HUP; trap "exit 0" TERM; sleep 50 & wait'`,
    );
    const pid = host.daemon.store.containers.values().next().value?.state.pid ?? 0;
    const shared = { uid: 33, user: 'www-data', state: 'running' };
    expect(looks.processes(host, { container: 'web' })).toEqual([
      {
        ...shared,
        pid: 1,
        hostPid: pid,
        ppid: 0,
        depth: 0,
        argv: ['sh', '-c', 'trap "" HUP; trap "exit 0" TERM; sleep 50 & wait'],
        caught: ['SIGTERM'],
        ignored: ['SIGHUP'],
      },
      {
        ...shared,
        pid: 7,
        hostPid: pid + 6,
        ppid: 1,
        depth: 1,
        argv: ['sleep', '50'],
        caught: [],
        ignored: ['SIGHUP', 'SIGINT', 'SIGQUIT'],
      },
    ]);
  });

  it('are none of a container that does not run', () => {
    const { host } = after('docker create --name web alpine:3.22 sleep 1');
    expect(looks.processes(host, { container: 'web' })).toEqual([]);
    expect(looks.processes(host, { container: 'nobody' })).toEqual([]);
  });
});
