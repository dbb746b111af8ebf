import { describe, expect, it } from 'vitest';
import type { Event, State } from '../model.ts';
import { eventLine, passesFilters } from './events.ts';
import { namesOf } from './images.ts';
import { compilePathPattern } from './path-pattern.ts';
import { portsOf, portsText } from './ports.ts';
import { statusText } from './status.ts';

const both = (port: string): { HostIp: string; HostPort: string }[] => [
  { HostIp: '0.0.0.0', HostPort: port },
  { HostIp: '::', HostPort: port },
];

describe('ports of docker ps', () => {
  it.each([
    [{}, ''],
    [{ '80/tcp': null }, '80/tcp'],
    [{ '80/tcp': both('8080') }, '0.0.0.0:8080->80/tcp, :::8080->80/tcp'],
    [{ '80/tcp': both('80') }, '0.0.0.0:80->80/tcp, :::80->80/tcp'],
    [{ '8000/tcp': null, '8001/tcp': null, '8003/tcp': null }, '8000-8001/tcp, 8003/tcp'],
    [
      { '3000/tcp': [{ HostIp: '0.0.0.0', HostPort: '3000' }], '3001/tcp': [{ HostIp: '0.0.0.0', HostPort: '3001' }] },
      '0.0.0.0:3000-3001->3000-3001/tcp',
    ],
    [{ '53/udp': [{ HostIp: '127.0.0.1', HostPort: '5353' }], '443/tcp': null }, '443/tcp, 127.0.0.1:5353->53/udp'],
  ])('%j is %s', (ports, text) => {
    expect(portsText(portsOf(ports))).toBe(text);
  });
});

describe('states in words', () => {
  const state: State = { status: 'running', pid: 7, exitCode: 0, error: '', oomKilled: false, startedAt: 1000 };
  const health = { status: 'starting', failingStreak: 0, log: [] } as const;
  it.each([
    [state, 'Up 3 seconds'],
    [{ ...state, health: { ...health, log: [] } }, 'Up 3 seconds (health: starting)'],
    [{ ...state, health: { ...health, status: 'healthy' as const, log: [] } }, 'Up 3 seconds (healthy)'],
    [{ ...state, status: 'paused' as const }, 'Up 3 seconds (Paused)'],
    [{ ...state, status: 'restarting' as const, exitCode: 3, finishedAt: 3000 }, 'Restarting (3) 1 second ago'],
    [{ ...state, status: 'exited' as const, exitCode: 137, finishedAt: 3900 }, 'Exited (137) Less than a second ago'],
    [{ status: 'created' as const, pid: 0, exitCode: 127, error: 'x', oomKilled: false }, 'Created'],
  ])('%j', (given, words) => {
    expect(statusText(given, 4000)).toBe(words);
  });
});

describe('names of images', () => {
  it('lists each tag, digests only when asked for, and images without a name', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const image = { tags: ['app:1', 'ghcr.io/acme/app:2'], digests: [`app@${digest}`] };
    expect(namesOf(image, { digests: false })).toEqual([
      { repository: 'app', tag: '1', digest: '<none>' },
      { repository: 'ghcr.io/acme/app', tag: '2', digest: '<none>' },
    ]);
    expect(namesOf(image, { digests: true })[0]).toEqual({ repository: 'app', tag: '1', digest });
    expect(namesOf({ tags: [], digests: [] }, { digests: false })).toEqual([
      { repository: '<none>', tag: '<none>', digest: '<none>' },
    ]);
  });
});

describe('patterns of --filter reference', () => {
  it.each([
    ['alp*', 'alpine', true],
    ['alp*', 'acme/alpine', false],
    ['*/alp*', 'acme/alpine', true],
    ['alpine:3.?', 'alpine:3.2', true],
    ['alpine:3.?', 'alpine:3.20', false],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    [`${'a*'.repeat(50)}b`, 'a'.repeat(500), false],
  ])('%s over %s', (pattern, name, fits) => {
    expect(compilePathPattern(pattern)?.(name)).toBe(fits);
  });
  it('refuses a class that does not end', () => {
    expect(compilePathPattern('a[')).toBeUndefined();
    expect(compilePathPattern('a\\')).toBeUndefined();
  });
});

describe('events', () => {
  const event: Event = {
    at: 0,
    type: 'container',
    action: 'health_status: healthy',
    id: 'abc',
    attributes: { name: 'web', image: 'nginx:alpine' },
  };
  it('prints attributes by name', () => {
    expect(eventLine(event)).toBe(
      '2026-11-24T08:00:00.000000000Z container health_status: healthy abc (image=nginx:alpine, name=web)',
    );
    expect(eventLine({ ...event, attributes: {} })).toBe(
      '2026-11-24T08:00:00.000000000Z container health_status: healthy abc',
    );
  });
  it.each([
    [{ event: ['health_status'] }, true],
    [{ event: ['health'] }, false],
    [{ type: ['network', 'container'] }, true],
    [{ type: ['network'] }, false],
    [{ container: ['we'] }, true],
    [{ container: ['db'] }, false],
    [{ image: ['nginx'] }, true],
    [{ image: ['alpine'] }, false],
    [{ label: ['name=web'] }, true],
    [{ unknown: ['x'] }, true],
  ])('%j', (filters, passes) => {
    expect(passesFilters(event, new Map(Object.entries(filters)))).toBe(passes);
  });
});
