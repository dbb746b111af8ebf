import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../index.ts';
import { shell } from '../../everything.ts';

const world = createWorld(allImages, allPackages, shell);
const image = (reference: string, platform = 'linux/amd64') => world.image(reference, platform);

const entryAt = (name: string, path: string) => {
  const entry = image(name)?.tree.stat(path);
  return entry?.ok ? entry.value : undefined;
};
const program = (name: string, path: string) => entryAt(name, path)?.program;
const at = (name: string, path: string) => {
  const entry = entryAt(name, path);
  return entry && [entry.mode.toString(8), entry.uid, entry.gid];
};
const text = (name: string, path: string) => entryAt(name, path)?.content;

describe('the image catalogue', () => {
  it('has all 130 images, and the layers of each add up exactly to the recorded figures', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const [repository, file] of Object.entries(allImages.repositories))
      for (const [number, [tag, record]] of Object.entries(file.tags).entries()) {
        count++;
        if (repository.endsWith('/scratch')) continue;
        // Every platform of one tag, linux/amd64 of the others: they share their records.
        const platforms = number === 0 ? record.platforms : record.platforms.slice(0, 1);
        for (const platform of platforms.filter((one) => !one.startsWith('windows'))) {
          const made = image(`${repository}:${tag}`, platform);
          const sizes = made?.tree.layers.map((layer) => layer.size);
          const wanted = record.layers.map((layer) => layer.bytes);
          if (JSON.stringify(sizes) !== JSON.stringify(wanted) || made?.size !== record.size.bytes)
            wrong.push(`${repository}:${tag} ${platform} ${sizes} instead of ${wanted}`);
        }
      }
    expect({ count, wrong }).toEqual({ count: 130, wrong: [] });
  });

  it('finds an image by alias, by short and by full name, and with a digest behind the tag', () => {
    const names = ['node:jod-alpine', 'docker.io/library/node:22-alpine', 'node:22-alpine@sha256:00'];
    expect(names.map((name) => image(name)?.tree === image('node:22-alpine')?.tree)).toEqual([true, true, true]);
  });

  it('does not invent an image, a platform or the content behind a digest', () => {
    expect([
      image('node:99'),
      image('docker.io/library/nostage:latest'),
      image('node:20-alpine', 'linux/s390x')?.platform,
      image('node:20-alpine', 'linux/riscv64'),
      image('node@sha256:00'),
      image('docker.io/library/scratch:latest'),
    ]).toEqual([undefined, undefined, 'linux/s390x', undefined, undefined, undefined]);
  });

  it('knows which names cannot exist on Docker Hub', () => {
    const names = ['node:99', 'docker.io/library/nostage:latest', 'ghcr.io/acme/app:1', 'acme/app:1', 'php:8.4'];
    expect(names.map((name) => world.mayExist(name))).toEqual([true, false, true, true, true]);
  });

  it('offers near tags', () => {
    expect(world.near('docker.io/library/node:22-alpin')).toContain('node:22-alpine');
    expect(world.near('docker.io/library/golang:1.26.1')).toContain('golang:1.26');
  });

  it('lets the nearest tag of the same major version and variant stand in, labelled as assumed', () => {
    const names = [
      'nginx:1.29-alpine',
      'busybox:1.37',
      'node:22.11-alpine3.21',
      'golang:1.26.3',
      'alpine:3.19',
      'node:22-alpine',
    ];
    expect(names.map((name) => world.standIn(`docker.io/library/${name}`))).toEqual([
      'nginx:alpine',
      'busybox:latest',
      'node:22-alpine',
      'golang:1.26',
      'alpine:3.20',
      undefined,
    ]);
    expect(image('nginx:1.29-alpine')?.assumed).toBe(true);
    expect(image('nginx:1.29-alpine')?.size).toBe(image('nginx:alpine')?.size);
  });

  it('lets the newest one stand in for a tag without a version, whatever release of Debian it names', () => {
    const names = [
      'golang:latest',
      'golang:alpine',
      'golang:1.26-bookworm',
      'golang:1.26.2-alpine3.22',
      'node:22-bullseye-slim',
    ];
    expect(names.map((name) => world.standIn(`docker.io/library/${name}`))).toEqual([
      'golang:1.26',
      'golang:1.26-alpine',
      'golang:1.26',
      'golang:1.26-alpine',
      'node:22-slim',
    ]);
    const loose = [
      'nginx:stable-alpine',
      'nginx:stable',
      'node:alpine',
      'node:lts-bookworm-slim',
      'busybox:stable',
      'python:slim',
    ];
    expect(loose.map((name) => world.standIn(`docker.io/library/${name}`))).toEqual([
      'nginx:alpine',
      'nginx:1.31',
      'node:24-alpine',
      'node:24-slim',
      'busybox:latest',
      'python:3.13-slim',
    ]);
  });

  it('lets nothing stand in for another major version, another variant or a word', () => {
    const names = ['node:21-alpine', 'nginx:1.29-perl', 'golang:tip', 'debian:99', 'scratch:1'];
    expect(names.map((name) => world.standIn(`docker.io/library/${name}`))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(image('node:21-alpine')).toBeUndefined();
  });

  it('gives each platform its own loader and programs', () => {
    const arm = image('debian:trixie-slim', 'linux/arm64');
    const amd = image('debian:trixie-slim');
    const alpine = image('alpine:3.24', 'linux/arm/v7');
    expect([
      arm?.tree.resolve('/lib/ld-linux-aarch64.so.1'),
      arm?.tree.stat('/lib64/ld-linux-x86-64.so.2').ok,
      amd?.tree.resolve('/lib64/ld-linux-x86-64.so.2'),
      alpine?.tree.stat('/lib/ld-musl-armhf.so.1').ok,
      amd?.assumed,
      arm?.assumed,
    ]).toEqual([
      { ok: true, value: '/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1' },
      false,
      { ok: true, value: '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2' },
      true,
      false,
      true,
    ]);
  });

  it('puts the commands of each family where they are', () => {
    expect({
      sh: program('alpine:3.24', '/bin/sh'),
      ls: program('debian:bookworm-slim', '/bin/ls'),
      dash: program('ubuntu:24.04', '/bin/sh')?.model,
      none: program('gcr.io/distroless/static-debian13:nonroot', '/bin/sh'),
      debug: program('gcr.io/distroless/static-debian13:debug', '/busybox/sh')?.model,
      node: program('node:22-alpine', '/usr/local/bin/node'),
      npm: program('node:24-slim', '/usr/local/bin/npm'),
      go: program('golang:1.26', '/usr/local/go/bin/go')?.facts,
      curlSlim: program('node:24-slim', '/usr/bin/curl'),
      curl: program('node:24', '/usr/bin/curl')?.model,
    }).toEqual({
      sh: { format: 'elf', arch: 'amd64', libc: 'musl', model: 'busybox' },
      ls: { format: 'elf', arch: 'amd64', libc: 'glibc', model: 'ls' },
      dash: 'dash',
      none: undefined,
      debug: 'busybox',
      node: { format: 'elf', arch: 'amd64', libc: 'musl', model: 'node', facts: { version: '22.23.3' } },
      npm: { format: 'script', model: 'npm' },
      go: { version: '1.26.8' },
      curlSlim: undefined,
      curl: 'curl',
    });
  });

  it('has every command that the facts list, and none that they say is absent', () => {
    const wrong: string[] = [];
    for (const [repository, file] of Object.entries(allImages.repositories))
      for (const [tag, record] of Object.entries(file.tags)) {
        const name = `${repository}:${tag}`;
        const made = image(name);
        const path = record.config.Env?.find((line) => line.startsWith('PATH='))?.slice(5) ?? '';
        const has = (command: string) =>
          command.startsWith('/')
            ? made?.tree.stat(command).ok
            : path.split(':').some((folder) => made?.tree.stat(`${folder}/${command}`).ok);
        const { binaries = '', absent = '' } = file.systems[record.system] ?? { family: '', libc: null };
        for (const command of binaries
          .replace('imagemagick', 'convert')
          .replace(/\/busybox\/\*.*/, '')
          .split(/\s+/)
          .filter(Boolean))
          if (!has(command)) wrong.push(`${name} lacks ${command}`);
        for (const command of absent.split(/\s+/).filter(Boolean))
          if (made && has(command) && !name.includes('debug')) wrong.push(`${name} has ${command}`);
      }
    expect(wrong).toEqual([]);
  });

  it('writes users and groups of the image', () => {
    expect(text('gcr.io/distroless/static-debian13:nonroot', '/etc/passwd')).toBe(
      'root:x:0:0:root:/root:/bin/sh\n' +
        'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n' +
        'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    );
    expect(text('node:24-slim', '/etc/passwd')).toContain('node:x:1000:1000:node:/home/node:/bin/bash\n');
    expect(text('debian:bookworm-slim', '/etc/passwd')).not.toContain('node:');
    expect(text('nginx:alpine', '/etc/group')).toContain('nginx:x:101:\n');
  });

  it('keeps modes and owners that matter', () => {
    expect([
      at('alpine:3.24', '/tmp'),
      at('alpine:3.24', '/root'),
      at('golang:1.26', '/go'),
      at('gcr.io/distroless/static-debian13:latest', '/home/nonroot'),
      at('debian:trixie', '/etc/shadow'),
    ]).toEqual([
      ['1777', 0, 0],
      ['700', 0, 0],
      ['1777', 0, 0],
      ['700', 65532, 65532],
      ['640', 0, 42],
    ]);
  });
});

describe('package figures', () => {
  it('are found by manager, suite and name, assumed where they are', () => {
    const { packages } = world;
    expect(packages.find('apt', 'trixie', 'curl')).toMatchObject({
      version: '8.14.1-2+deb13u7',
      installedBytes: 14567718,
      packages: 23,
      binaries: ['/usr/bin/curl'],
      assumed: false,
      slimBytes: 12716880,
    });
    expect(packages.find('apt', 'noble', 'curl')?.assumed).toBe(true);
    expect(packages.find('apk', '3.24', 'tini')?.binaries).toEqual(['/sbin/tini']);
    expect(packages.find('apt', 'trixie', 'nosuchpkg')).toBeUndefined();
    expect(packages.find('apt', 'trixie', 'constructor')).toBeUndefined();
    expect(packages.indexBytes('apt', 'trixie')).toBe(21660616);
  });
});
