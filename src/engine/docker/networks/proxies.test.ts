import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import { freshHost, type Host } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

function host(): Host {
  const machine = freshHost({ world });
  machine.type('docker pull -q nginx:alpine');
  return machine;
}

function typed(machine: Host, line: string): string {
  return machine
    .type(line)
    .output.map(({ text }) => text)
    .join('');
}

const NETSTAT = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      ';

describe('published ports of the host', () => {
  it('are held by docker-proxy as long as the container runs', () => {
    const machine = host();
    machine.type('docker run -d --name web -p 8080:80 nginx:alpine');
    expect(typed(machine, 'ss -ltn')).toBe(
      `State  Recv-Q Send-Q Local Address:Port Peer Address:Port
LISTEN 0      4096         0.0.0.0:8080      0.0.0.0:*   
LISTEN 0      4096            [::]:8080         [::]:*   
`,
    );
    expect(typed(machine, 'docker rm -f web; ss -ltn')).toBe(
      'web\nState Recv-Q Send-Q Local Address:Port Peer Address:Port\n',
    );
  });

  it('are shown by netstat and lsof with their program', () => {
    const machine = host();
    machine.type('docker run -d --name web -p 127.0.0.1:8080:80 nginx:alpine');
    const [, head, row] = typed(machine, 'netstat -tlnp').split('\n');
    expect([head, row]).toEqual([
      `${NETSTAT} PID/Program name    `,
      'tcp        0      0 127.0.0.1:8080          0.0.0.0:*               LISTEN      35200/docker-proxy  ',
    ]);
    expect(typed(machine, 'lsof -i :8080; lsof -t -i :8080; lsof -i :8081 || echo none')).toBe(
      `COMMAND     PID USER FD   TYPE DEVICE SIZE/OFF NODE NAME
docker-pr 35200 root 4u  IPv4  30000      0t0  TCP 127.0.0.1:8080 (LISTEN)
35200
none
`,
    );
  });

  it('cannot be had by a program of the host, others can', () => {
    const machine = host();
    machine.type('docker run -d --name web -p 8080:80 nginx:alpine');
    expect(typed(machine, 'nc -l -p 8080')).toBe('nc: bind: Address already in use\n');
    expect(typed(machine, 'nc -l -p 8081 & sleep 1; ss -ltnH | grep -c 8081; kill $!')).toBe('1\n');
  });

  it('are seen without a program by a container in the network of the host', () => {
    const machine = host();
    machine.type('docker run -d --name web -p 8080:80 nginx:alpine');
    const [, , row] = typed(machine, 'docker run --rm --network host --entrypoint netstat nginx:alpine -tlnp').split(
      '\n',
    );
    expect(row).toBe('tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      -');
  });
});
