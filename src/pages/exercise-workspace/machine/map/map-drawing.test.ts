import { describe, expect, it } from 'vitest';
import type { HostMap, MapContainer } from '../../../../engine/docker/views/index.ts';
import { drawingOf, MOST_DRAWN, pickedOf, portOf, selectionOf } from './map-drawing.ts';
import { inOneSentence, networkRows, publishedWords, sourceOf, stateOf } from './map-labels.ts';

const NB = '\u00a0';
const FIXED = [
  { id: 'n-bridge', name: 'bridge', driver: 'bridge', subnets: ['172.17.0.0/16'], internal: false, predefined: true },
  { id: 'n-host', name: 'host', driver: 'host', subnets: [], internal: false, predefined: true },
  { id: 'n-none', name: 'none', driver: 'null', subnets: [], internal: false, predefined: true },
];
const container = (name: string, more: Partial<MapContainer> = {}): MapContainer => ({
  id: `c-${name}`,
  name,
  image: 'alpine:3.22',
  imageId: 'sha256:1',
  state: 'running',
  status: 'Up 3 seconds',
  exitCode: 0,
  oomKilled: false,
  listeners: [],
  networks: [],
  ports: [],
  mounts: [],
  ...more,
});
const on = (network: string, address: string, aliases: readonly string[] = []) => ({
  network: `n-${network}`,
  name: network,
  attached: address !== '',
  address,
  address6: '',
  names: ['x', ...aliases, '0123456789ab'],
  aliases,
});
const host = (containers: readonly MapContainer[], more: Partial<HostMap> = {}): HostMap => ({
  containers,
  images: [],
  networks: FIXED,
  volumes: [],
  ...more,
});

const web = container('web', {
  image: 'nginx:alpine',
  listeners: [
    { port: 80, udp: false, loopback: false },
    { port: 9000, udp: false, loopback: true },
  ],
  networks: [on('back', '10.0.0.2', ['www', 'site'])],
  ports: [
    { address: '127.0.0.1', hostPort: 8080, port: 80, protocol: 'tcp' },
    { address: '', hostPort: 53, port: 53, protocol: 'udp' },
  ],
  mounts: [
    { type: 'bind', source: '/srv', target: '/srv', readonly: true },
    { type: 'tmpfs', source: '', target: '/tmp', readonly: false, limit: 16 * 1024 * 1024 },
    { type: 'volume', source: 'data', target: '/data', readonly: false },
  ],
});
const old = container('old', { state: 'exited', exitCode: 137, oomKilled: true, networks: [on('back', '')] });
const back = {
  id: 'n-back',
  name: 'back',
  driver: 'bridge',
  subnets: ['10.0.0.0/24'],
  internal: true,
  predefined: false,
};
const data = { name: 'data', driver: 'local', anonymous: false, bytes: 48_200_000, users: ['c-web'] };
const map = host([web, old], { networks: [...FIXED, back], volumes: [data] });

describe('the drawing of a machine', () => {
  it('has networks as rails, the host’s among them where a port is published; an internal one is dashed', () => {
    expect(drawingOf(map).rails).toEqual([
      { id: 'n-host', title: 'host', note: 'published ports', stroke: 'double' },
      { id: 'n-back', title: 'back', note: '10.0.0.0/24 · bridge, internal', stroke: 'dashed' },
    ]);
  });

  it('leaves out networks that are always there and nobody is on', () => {
    expect(drawingOf(host([])).rails).toEqual([]);
    const plain = container('plain', { networks: [on('bridge', '172.17.0.2')] });
    expect(drawingOf(host([plain])).rails.map(({ title }) => title)).toEqual(['bridge']);
  });

  it('has containers as boxes with what they do, where they are and what they have', () => {
    expect(drawingOf(map).boxes).toEqual([
      {
        id: 'c-web',
        title: 'web',
        lines: ['nginx:alpine', 'running · listens on 80'],
        stroke: 'solid',
        taps: [
          { rail: 'n-host', label: '127.0.0.1:8080', note: 'to 80, 1 more', arrow: true },
          { rail: 'n-back', label: '10.0.0.2', note: 'alias www, 1 more' },
        ],
        ties: [
          { store: 'bind:/srv', label: '/srv (ro)' },
          { store: 'tmpfs:c-web:/tmp', label: '/tmp' },
          { store: 'volume:data', label: '/data' },
        ],
      },
      {
        id: 'c-old',
        title: 'old',
        lines: ['alpine:3.22', 'exited (137, out of memory)'],
        stroke: 'dashed',
        taps: [{ rail: 'n-back', label: '', note: 'at its next start', dashed: true }],
        ties: [],
      },
    ]);
  });

  it('has paths of the host, memory and volumes as stores', () => {
    expect(drawingOf(map).stores).toEqual([
      { id: 'bind:/srv', title: '/srv', note: 'bind: a path of the host', stroke: 'solid' },
      { id: 'tmpfs:c-web:/tmp', title: 'tmpfs', note: `16${NB}MiB, gone at stop`, stroke: 'dotted' },
      { id: 'volume:data', title: 'data', note: `named volume, 48.2${NB}MB`, stroke: 'solid' },
    ]);
  });

  it('says of containers without a network of their own what they use', () => {
    const modes = ['host', 'none', 'web'].map((mode) => container(mode, { mode }));
    const drawn = drawingOf(host(modes));
    expect(drawn.boxes.map(({ lines, taps }) => [lines[1], taps.map(({ rail }) => rail)])).toEqual([
      ['running', ['n-host']],
      ['running · no network', []],
      ['running · network of web', []],
    ]);
    expect(drawn.rails.map(({ id }) => id)).toEqual(['n-host']);
  });

  it('ends at so many containers', () => {
    const many = Array.from({ length: 2000 }, (_, at) => container(`c${at}`));
    expect(drawingOf(host(many)).boxes).toHaveLength(MOST_DRAWN);
  });
});

describe('what is chosen in the drawing', () => {
  it('is a container, a network or a volume, and the same part again', () => {
    const picks = [
      { kind: 'box', id: 'c-web' },
      { kind: 'rail', id: 'n-back' },
      { kind: 'store', id: 'volume:data' },
    ] as const;
    const chosen = picks.map((one) => selectionOf(map, one));
    expect(chosen).toEqual([
      { kind: 'container', id: 'c-web' },
      { kind: 'network', id: 'n-back' },
      { kind: 'volume', id: 'data' },
    ]);
    expect(chosen.map(pickedOf)).toEqual(picks);
  });

  it('is the container that has it, for a path of the host and for memory', () => {
    expect(selectionOf(map, { kind: 'store', id: 'tmpfs:c-web:/tmp' })).toEqual({ kind: 'container', id: 'c-web' });
    expect(selectionOf(map, { kind: 'store', id: 'bind:/gone' })).toBeUndefined();
    expect([pickedOf(undefined), pickedOf({ kind: 'image', id: 'x' })]).toEqual([undefined, undefined]);
  });
});

describe('words of the map', () => {
  it('count what is there', () => {
    expect(inOneSentence(map)).toBe(`1${NB}container runs, 1 exited; 1${NB}network of its own, 1${NB}volume.`);
    expect(inOneSentence(host([]))).toBe('No container; no network of its own.');
    expect(inOneSentence(host([old, old]))).toBe(`2${NB}containers exited; no network of its own.`);
  });

  it('tell of ports', () => {
    expect(publishedWords(host([]))).toBe('');
    expect(publishedWords(host([old]))).toBe('No port is published.');
    expect(publishedWords(map)).toBe('2 ports are published.');
    const near = { ...web, ports: web.ports.slice(0, 1) };
    expect(publishedWords(host([near]))).toBe('One port is published, on the loopback address only.');
    expect(portOf({ address: '::1', hostPort: 80, port: 80, protocol: 'tcp' })).toBe('[::1]:80');
  });

  it('tell of states, mounts and networks', () => {
    expect(stateOf(container('sick', { health: 'unhealthy' }))).toBe('running, unhealthy');
    expect(sourceOf({ type: 'volume', source: 'a'.repeat(64), target: '/', readonly: false })).toBe(
      `volume ${'a'.repeat(12)}`,
    );
    expect(networkRows(web)).toEqual([{ name: 'back', address: '10.0.0.2', names: 'x, www, site' }]);
    expect(networkRows(old)).toEqual([{ name: 'back', address: 'at its next start', names: '–' }]);
    expect(networkRows(container('side', { mode: 'web' }))).toEqual([
      { name: 'network of web', address: '–', names: '–' },
    ]);
  });
});
