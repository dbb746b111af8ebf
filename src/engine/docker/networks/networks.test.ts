import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { commands, shell } from '../../everything.ts';
import {
  createHost,
  explainName,
  hostFiles,
  reachability,
  recorded,
  recordedImages,
  type Host,
  type RecordedImage,
} from '../index.ts';
import type { Container } from '../model.ts';

const images = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/images.json'), 'utf8'),
) as readonly RecordedImage[];
const world = createWorld(allImages, allPackages, shell);

/** A host on which these commands were typed. */
function hostAfter(...typed: string[]): Host {
  const host = createHost({
    world,
    profile: recorded,
    files: hostFiles({ hostname: recorded.hostname, cwd: recorded.cwd, programs: commands.keys(), workspace: {} }),
    images: recordedImages(images),
  });
  for (const command of typed) host.type(command);
  return host;
}

/** What a command prints on both streams, with its exit code. */
function answer(host: Host, command: string): { text: string; exit: number } {
  const { output, exit } = host.type(command);
  return { text: output.map((chunk) => chunk.text).join(''), exit };
}

function containerOf(host: Host, name: string): Container {
  const found = [...host.daemon.store.containers.values()].find((one) => one.name === name);
  if (!found) throw new Error(`no container ${name}`);
  return found;
}

const sleeper = (name: string, more: string): string => `docker run -d --name ${name} ${more} alpine:3.20 sleep 900`;

/** What the last of some commands printed, and its exit code. */
function said(...typed: readonly string[]): string {
  const machine = hostAfter(...typed.slice(0, -1));
  const { output, exit } = machine.type(typed.at(-1) ?? '');
  return `${output.map(({ text }) => text).join('')}${exit}`;
}

const CONFIG = 'docker network create --config-only --subnet 10.9.0.0/24 -o a=b cfg';
const FORBIDDEN =
  'Error response from daemon: configuration network can only contain network specific fields. Network operator fields like [ ingress | internal | attachable | scope ] are not supported.\n1';

// all seen on Engine 26.1.5
describe('configuration networks', () => {
  it.each([
    [
      'give their settings to others',
      [
        CONFIG,
        'docker network create --config-from cfg net1',
        "docker network inspect -f '{{.ConfigFrom.Network}} {{.ConfigOnly}} {{.Driver}} {{json .IPAM.Config}} {{.Options}}' net1",
      ],
      'cfg false bridge [{"Subnet":"10.9.0.0/24"}] map[a:b]\n0',
    ],
    [
      'have no driver',
      [
        'docker network create --config-only -d macvlan cfg',
        "docker network inspect -f '{{.Driver}} {{.ConfigOnly}} {{json .IPAM}}' cfg",
      ],
      'null true {"Driver":"default","Options":{},"Config":null}\n0',
    ],
    [
      'are not removed while they are in use',
      [CONFIG, 'docker network create --config-from cfg net1', 'docker network rm cfg'],
      'Error response from daemon: error while removing network: configuration network "cfg" is in use\n1',
    ],
    [
      'are removed after that',
      [CONFIG, 'docker network create --config-from cfg net1', 'docker network rm net1', 'docker network rm cfg'],
      'cfg\n0',
    ],
    ['are not pruned', [CONFIG, 'docker network prune -f', 'docker network ls -q -f name=cfg | wc -l'], '1\n0'],
    [
      'take no container',
      [CONFIG, 'docker create --name cc --network cfg alpine:3.20 true', 'docker start cc'],
      'Error response from daemon: cannot create endpoint on configuration-only network\nError: failed to start containers: cc\n1',
    ],
    ['have no properties of operators', ['docker network create --config-only --internal cfg'], FORBIDDEN],
    ['have no scope', ['docker network create --config-only --scope local cfg'], FORBIDDEN],
    [
      'do not come from another',
      [CONFIG, 'docker network create --config-only --config-from cfg two'],
      'Error response from daemon: a configuration network cannot depend on another configuration network\n1',
    ],
    [
      'must be there',
      ['docker network create --config-from nope net1'],
      'Error response from daemon: configuration network "nope" does not exist\n1',
    ],
    [
      'are not any network',
      ['docker network create --config-from host net1'],
      'Error response from daemon: configuration network "host" does not exist\n1',
    ],
    [
      'leave nothing to their users',
      [CONFIG, 'docker network create --config-from cfg --label a=b net1'],
      'Error response from daemon: user specified configurations are not supported if the network depends on a configuration network\n1',
    ],
    [
      'leave no options either',
      [CONFIG, 'docker network create --config-from cfg -o x=y net1'],
      'Error response from daemon: network driver options are not supported if the network depends on a configuration network\n1',
    ],
    [
      'give their blocks once',
      [CONFIG, 'docker network create --config-from cfg net1', 'docker network create --config-from cfg net2'],
      'Error response from daemon: Pool overlaps with other one on this address space\n1',
    ],
  ] as const)('%s', (_case, typed, expected) => {
    expect(said(...typed)).toBe(expected);
  });
});

/** Names of the devices that a container sees, and the exit code. */
function devices(network: string): string {
  return said(
    `docker run --rm --network ${network} alpine:3.20 ip a | grep -o '^[0-9]*: [a-z0-9]*' | cut -d' ' -f2 | tr '\\n' ' '`,
  );
}

describe('devices of a container', () => {
  it('are loopback alone in the network none, and one more in a bridge', () => {
    expect(devices('none')).toBe('lo 0');
    expect(devices('bridge')).toBe('lo eth0 0');
  });
});

describe('addresses', () => {
  it('come to an end in a small subnet, and the container stays created', () => {
    const host = hostAfter('docker network create --subnet 10.0.0.0/30 tiny', sleeper('c1', '--network tiny'));
    const { text, exit } = answer(host, sleeper('c2', '--network tiny'));
    expect(text).toMatch(/no available IPv4 addresses on this network's address pools: tiny \([\da-f]{64}\)\.\n$/);
    expect(exit).toBe(125);
    expect(containerOf(host, 'c2').state.status).toBe('created');
  });

  it('within an ip-range begin with its first, which the gateway takes when none is named', () => {
    const host = hostAfter('docker network create --subnet 10.9.0.0/16 --ip-range 10.9.5.0/24 rng');
    expect(answer(host, 'docker run --rm --network rng alpine:3.20 ip route').text).toBe(
      'default via 10.9.5.0 dev eth0 \n10.9.0.0/16 dev eth0 scope link  src 10.9.5.1 \n',
    );
  });
});

describe('a port of a container', () => {
  const host = hostAfter(
    'docker network create shop',
    'docker network create other',
    'docker network create --internal vault',
    'docker run -d --name web --network shop --network-alias store -p 8080:80 nginx:alpine',
    'docker run -d --name local --network shop alpine:3.20 httpd -f -p 127.0.0.1:8000 -h /etc',
    sleeper('near', '--network shop'),
    sleeper('far', '--network other'),
    sleeper('shut', '--network vault'),
    'docker create --name idle --network shop alpine:3.20 true',
  );
  const from = (name: string, target: string, port: number): ReturnType<typeof reachability> =>
    reachability(host.daemon, name === 'host' ? 'host' : containerOf(host, name), { host: target, port });

  it('is reached by name within its network', () => {
    expect(from('near', 'store', 80)).toEqual({
      outcome: 'connected',
      reason: 'same-network',
      address: '172.18.0.2',
      network: 'shop',
      to: 'web',
    });
    expect(answer(host, 'docker exec near wget -qO- http://store/').text).toContain('Welcome to nginx!');
  });

  it('refuses where nobody listens, or only on loopback', () => {
    expect(from('near', 'web', 81)).toMatchObject({ outcome: 'refused', reason: 'no-listener' });
    expect(from('near', 'local', 8000)).toMatchObject({ outcome: 'refused', reason: 'loopback-only' });
    expect(from('local', 'localhost', 8000)).toMatchObject({ outcome: 'connected', reason: 'own' });
    expect(answer(host, 'docker exec near nc web 81 < /dev/null')).toEqual({
      text: "nc: can't connect to remote host (172.18.0.2): Connection refused\n",
      exit: 1,
    });
  });

  it('is neither found by name nor reached by address from another network', () => {
    expect(from('far', 'web', 80)).toEqual({ outcome: 'no-name', reason: 'unknown-name' });
    expect(from('far', '172.18.0.2', 80)).toMatchObject({ outcome: 'timeout', reason: 'isolated' });
    expect(from('shut', '172.18.0.2', 80)).toMatchObject({ outcome: 'unreachable', reason: 'internal' });
    expect(from('near', '172.18.0.99', 80)).toMatchObject({ outcome: 'no-route', reason: 'no-such-address' });
  });

  it('is reached from outside of its network by the published port', () => {
    expect(from('host', 'localhost', 8080)).toMatchObject({
      outcome: 'connected',
      to: 'web',
      published: { hostPort: 8080, containerPort: 80 },
    });
    expect(from('far', '192.168.1.2', 8080)).toMatchObject({ outcome: 'connected', to: 'web' });
    expect(answer(host, 'wget -qO- http://localhost:8080/').text).toContain('Welcome to nginx!');
    expect(from('host', 'localhost', 9090)).toMatchObject({ outcome: 'refused', reason: 'no-listener', to: 'host' });
  });

  it('is not asked for by a container that does not run', () => {
    expect(from('idle', 'web', 80)).toEqual({ outcome: 'not-running', reason: 'not-running' });
  });
});

describe('names', () => {
  const host = hostAfter(
    'docker network create app',
    sleeper('db1', '--network app --network-alias db'),
    sleeper('db2', '--network app --network-alias db'),
    sleeper('api', '--network app'),
    sleeper('plain', ''),
  );
  const asked = (container: string, name: string): ReturnType<typeof explainName> =>
    explainName(host.daemon, containerOf(host, container), { name, type: 'A', server: '127.0.0.11' });
  const lookedUp = (): string => answer(host, 'docker exec api getent hosts db').text.split(/\s/)[0] ?? '';

  it('of several containers are answered with all of them, in turn', () => {
    const told = asked('api', 'db');
    expect(told).toMatchObject({ by: 'docker', network: 'app', owners: [{ as: 'alias' }, { as: 'alias' }] });
    const first = lookedUp();
    expect(asked('api', 'db')).toEqual(told);
    expect([first, lookedUp()].toSorted()).toEqual(['172.18.0.2', '172.18.0.3']);
  });

  it('are not known on the default bridge', () => {
    expect(asked('plain', 'api').answer).toEqual({ kind: 'nobody' });
    expect(answer(host, 'docker exec plain ping -c 1 api')).toEqual({ text: "ping: bad address 'api'\n", exit: 1 });
  });

  it('follow connect, rename and disconnect at once', () => {
    host.type('docker network connect --alias late app plain');
    expect(asked('api', 'late').owners).toEqual([{ container: 'plain', as: 'alias' }]);
    host.type('docker rename plain fancy');
    expect(asked('api', 'fancy').owners).toEqual([{ container: 'fancy', as: 'name' }]);
    host.type('docker network disconnect app fancy');
    expect(asked('api', 'fancy').answer).toEqual({ kind: 'NXDOMAIN' });
  });
});

describe('a published port', () => {
  it('that a program of the host has cannot be had', () => {
    const host = hostAfter('docker run -d --name hostd --network host nginx:alpine');
    const { text, exit } = answer(host, 'docker run --rm -p 80:80 alpine:3.20 true');
    expect(text).toMatch(/Error starting userland proxy: listen tcp4 0\.0\.0\.0:80: bind: address already in use\.\n$/);
    expect(exit).toBe(125);
  });

  it('on another address or protocol does not clash', () => {
    const host = hostAfter(sleeper('one', '-p 127.0.0.1:53:53/tcp'));
    expect(answer(host, sleeper('two', '-p 53:53/udp')).exit).toBe(0);
    expect(answer(host, sleeper('three', '-p 192.168.1.2:53:53')).exit).toBe(0);
    expect(answer(host, sleeper('four', '-p 53:53')).exit).toBe(125);
  });

  it('moves to another network when its own is left', () => {
    const host = hostAfter(
      'docker network create app',
      'docker run -d --name web -p 8080:80 nginx:alpine',
      'docker network connect app web',
      'docker network disconnect bridge web',
    );
    expect(answer(host, 'docker port web').text).toBe('80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n');
    expect(answer(host, 'wget -qO- http://localhost:8080/').text).toContain('Welcome');
  });
});

describe('nc', () => {
  it('carries what is typed from one container to another', () => {
    const host = hostAfter(
      'docker network create app',
      'docker run -d --name sink --network app alpine:3.20 nc -l -p 7000',
      sleeper('src', '--network app'),
    );
    expect(answer(host, 'echo hello | docker exec -i src nc sink 7000').exit).toBe(0);
    expect(answer(host, 'docker logs sink').text).toBe('hello\n');
  });
});
