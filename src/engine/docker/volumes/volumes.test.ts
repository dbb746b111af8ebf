import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { overlay, plainLayer, stack } from '../../files/index.ts';
import { current, recorded, recordedHost, type Host, type RecordedImage } from '../index.ts';
import { readCsv } from './csv.ts';
import { isMode } from './modes.ts';
import { parseMount } from './parse-mount.ts';
import { parseVolume } from './parse-volume.ts';
import { mergeTmpfs, readTmpfs } from './tmpfs-options.ts';

const images = JSON.parse(
  readFileSync(join(import.meta.dirname, '../golden/images.json'), 'utf8'),
) as readonly RecordedImage[];
const shell = shellWithJavaScript();

async function host(profile = recorded): Promise<Host> {
  const world = createWorld(allImages, allPackages, await shell);
  return recordedHost({
    world,
    profile,
    images,
    workspace: { 'site/index.html': 'hello\n', 'app.conf': 'port=1\n' },
  });
}

function said(made: Host, command: string): string {
  const { output, exit } = made.type(command);
  return `${output.map(({ text }) => text).join('')}=> ${exit}`;
}

describe('values of flags', () => {
  it('-v is cut at colons, but not at that of a Windows drive', () => {
    expect(parseVolume('data:/d:ro')).toEqual({ ok: true, value: { source: 'data', target: '/d' } });
    expect(parseVolume('x:/data')).toEqual({ ok: true, value: { source: undefined, target: 'x:/data' } });
    expect(parseVolume('data:')).toEqual({
      ok: false,
      message: 'invalid spec: data:: empty section between colons',
    });
  });

  it('--mount keeps what the API prints, in its order', () => {
    expect(parseMount('dst=/d,source=./src,type=bind,ro', '/work')).toEqual({
      ok: true,
      value: { Type: 'bind', Source: '/work/src', Target: '/d', ReadOnly: true },
    });
    expect(parseMount('target=/d,volume-nocopy', '/')).toEqual({
      ok: true,
      value: { Type: 'volume', Target: '/d', VolumeOptions: { NoCopy: true, DriverConfig: {} } },
    });
    expect(parseMount('type=bind,target=/d,tmpfs-size=1m', '/').ok).toBe(false);
  });

  it('fields of --mount may stand in quotes', () => {
    expect(readCsv('a,"b,""c""",d')).toEqual({ ok: true, value: ['a', 'b,"c"', 'd'] });
    expect(readCsv('')).toEqual({ ok: false, message: 'EOF' });
  });

  it('a mode has one word of a kind', () => {
    expect(['', 'ro', 'rw,z', 'ro,nocopy,rslave'].map(isMode)).toEqual([true, true, true, true]);
    expect(['ro,rw', 'readonly', 'z,Z', ','].map(isMode)).toEqual([false, false, false, false]);
  });

  it('options of a tmpfs go over those of Docker, the last one counts', () => {
    const merged = mergeTmpfs('exec,size=1k,size=2m,mode=700');
    expect(merged).toEqual({ ok: true, value: ['nosuid', 'nodev', 'exec', 'size=2m', 'mode=700'] });
    expect(merged.ok && readTmpfs(merged.value, 1e9)).toMatchObject({ bytes: 2_097_152, mode: 0o700, noexec: false });
    expect('invalid' in readTmpfs(['size=2mb'], 1e9)).toBe(true);
  });
});

describe('a host', () => {
  it('shows volumes in its own folders, and both sides see changes at once', async () => {
    const made = await host();
    said(made, 'docker run -d --name one -v data:/d -v $PWD/site:/s alpine:3.20 sleep 300');
    made.type('echo host > /var/lib/docker/volumes/data/_data/f; echo new > site/index.html');
    expect(said(made, 'docker exec one cat /d/f /s/index.html')).toBe('host\nnew\n=> 0');
    said(made, 'docker exec one sh -c "echo box > /d/g; rm /s/index.html"');
    expect(said(made, 'cat /var/lib/docker/volumes/data/_data/g; ls site')).toBe('box\n=> 0');
    expect(said(made, 'docker rm -f one && docker volume rm data && ls /var/lib/docker/volumes')).toBe(
      'one\ndata\n=> 0',
    );
  });

  it('does not let a mounted file be replaced, only written', async () => {
    const made = await host();
    const run = 'docker run --rm -v $PWD/app.conf:/app.conf alpine:3.20';
    expect(said(made, `${run} sed -i s/1/2/ /app.conf`)).toMatch(/Device or resource busy\n=> 1$/);
    expect(said(made, `${run} sh -c "echo port=3 > /app.conf"; cat app.conf`)).toBe('port=3\n=> 0');
  });

  it('fills a volume once, and keeps the image as it is', async () => {
    const made = await host();
    expect(said(made, 'docker run --rm -v etc:/etc alpine:3.20 rm /etc/motd')).toBe('=> 0');
    expect(said(made, 'docker run --rm -v etc:/etc alpine:3.20 ls /etc/motd')).toMatch(/No such file.*\n=> 1$/);
    expect(said(made, 'docker run --rm alpine:3.20 ls /etc/motd')).toBe('/etc/motd\n=> 0');
  });

  it('does not reach a network file system: before it is needed nobody knows', async () => {
    const made = await host(current);
    const create = 'docker volume create -o type=nfs -o o=addr=192.168.1.100,rw -o device=:/x nfs';
    expect(said(made, create)).toBe('nfs\n=> 0');
    expect(said(made, 'docker run --rm -v nfs:/d alpine:3.20 true')).toBe(
      "docker: Error response from daemon: error while mounting volume '/var/lib/docker/volumes/nfs/_data': failed to mount local volume: mount :/x:/var/lib/docker/volumes/nfs/_data, data: addr=192.168.1.100: no route to host.\n=> 125",
    );
  });

  it('mounts a volume with many files without copying them', () => {
    const files = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`/f${at}`, 'x']));
    const tree = overlay(stack([plainLayer(files)]));
    const box = overlay(stack([]));
    box.mount('/d', tree);
    box.write('/d/f7', { content: 'y' });
    expect([tree.read('/f7'), box.size('/')]).toEqual([{ ok: true, value: 'y' }, 0]);
  });
});
