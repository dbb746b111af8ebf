import type { BuildInput } from '../../../builder/index.ts';
import type { Tree } from '../../../files/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import type { Result } from '../../daemon/daemon.ts';
import { refused } from '../../daemon/daemon.ts';
import type { Builder } from '../buildx/builders.ts';
import { fullText, readReference } from '../reference.ts';
import { readCaches, type Caches } from './caches.ts';
import { folderTree } from './context.ts';
import { pairs } from './fields.ts';
import { readOutputs, type Output } from './outputs.ts';
import { reason, readSecrets, readSsh } from './secrets.ts';

/** What the flags of a build ask for. */
export interface Options {
  /** Of BuildInput what flags alone decide. */
  readonly input: Partial<BuildInput>;
  readonly labels: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly outputs: readonly Output[];
  readonly caches: Caches;
  readonly pull: boolean;
  readonly quiet: boolean;
  /** Nobody said where the result is to go. */
  readonly silent: boolean;
}

const PROGRESS = ['', 'auto', 'plain', 'tty', 'quiet', 'rawjson'];
/** Platforms as the client reads them. Source: containerd platforms.Parse. */
const SYSTEMS = /^(?:linux|windows|darwin|freebsd|wasi)$/;
const MACHINES =
  /^(?:amd64|x86_64|x86-64|arm64|aarch64|arm|armhf|armel|386|i386|ppc64le|s390x|riscv64|mips64le|mips64|loong64|wasm)$/;

/**
 * Reads the flags of `docker build` in the client's order and words. Source: docker/buildx commands/build.go, build/build.go toSolveOpt; recorded,
 * img-buildx, img-parse, img-secrets; measured with buildx 0.13.1.
 */
export function readOptions(cli: Cli, given: Given, builder: Builder): Result<Options> {
  const { process } = cli;
  const quiet = given.on('quiet') || given.value('progress') === 'quiet';
  const args = pairs(given.values('build-arg'), process.env);
  if (!args.ok) return args;
  const labels = pairs(given.values('label'));
  if (!labels.ok) return labels;
  const contexts = readContexts(cli, given.values('build-context'));
  if (!contexts.ok) return contexts;
  const caches = readCaches(cli, given, builder);
  if (!caches.ok) return caches;
  const outputs = readOutputs(given.values('output'), {
    tags: given.values('tag'),
    push: given.on('push'),
    load: given.on('load'),
    driver: builder.driver,
  });
  if (!outputs.ok) return outputs;
  const secrets = readSecrets(process, given.values('secret'));
  if (!secrets.ok) return secrets;
  const ssh = readSsh(process, given.values('ssh'));
  if (!ssh.ok) return ssh;
  const refusal = modesWrong(given) ?? platformWrong(given, builder) ?? namesWrong(given, outputs.value);
  if (refusal !== undefined) return refused(refusal);
  const hosts = readHosts(given.values('add-host'));
  if (!hosts.ok) return hosts;
  const network = given.value('network');
  const target = given.value('target');
  const [platform] = platformsOf(given);
  return {
    ok: true,
    value: {
      labels: labels.value,
      tags: given.values('tag'),
      outputs: outputs.value,
      caches: caches.value,
      pull: given.on('pull'),
      quiet,
      silent: !given.has('output') && !given.on('load') && !given.on('push'),
      input: {
        buildArgs: args.value,
        secrets: secrets.value,
        ssh: ssh.value,
        contexts: contexts.value,
        allow: given.values('allow').flatMap((text) => text.split(',')),
        noCache: given.on('no-cache'),
        noCacheFilter: given.values('no-cache-filter').flatMap((text) => text.split(',')),
        extraHosts: hosts.value,
        limits: [...given.values('shm-size').slice(-1), ...given.values('ulimit').toSorted()],
        ...(network === 'none' || network === 'host' ? { network } : {}),
        ...(target === undefined || target === '' ? {} : { target }),
        ...(platform === undefined ? {} : { platform: normal(platform) }),
      },
    },
  };
}

function modesWrong(given: Given): string | undefined {
  const progress = given.value('progress') ?? '';
  if (!PROGRESS.includes(progress)) return `invalid progress mode ${progress}`;
  if (given.on('quiet') && !['', 'auto', 'quiet'].includes(progress))
    return `progress=${progress} and quiet cannot be used together`;
  const wrong = given.values('allow').flatMap((text) => text.split(','));
  const unknown = wrong.find((one) => one !== 'network.host' && one !== 'security.insecure');
  if (unknown !== undefined) return `unknown entitlement ${unknown}`;
  const network = given.value('network') ?? 'default';
  if (!['default', 'none', 'host', 'bridge', ''].includes(network))
    return `network mode ${JSON.stringify(network)} not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`;
  const attests = given.values('attest').length > 0 || given.has('sbom') || given.has('provenance');
  if (attests && given.value('provenance') !== 'false' && given.value('sbom') !== 'false')
    return unsupported('Attestation', 'attestations');
  return undefined;
}

/** What the docker driver cannot do. Source: docker/buildx build/utils.go notSupported. */
export function unsupported(feature: string, page: string): string {
  return `${feature} is not supported for the docker driver.
Switch to a different driver, or turn on the containerd image store, and try again.
Learn more at https://docs.docker.com/go/${page}/`;
}

function platformsOf(given: Given): readonly string[] {
  return given.values('platform').flatMap((text) => text.split(','));
}

function normal(platform: string): string {
  const [first = '', ...rest] = platform.toLowerCase().split('/');
  const [os, machine = '', variant] = SYSTEMS.test(first) ? [first, ...rest] : ['linux', first, ...rest];
  const named = { x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64', i386: '386' }[machine] ?? machine;
  const plain =
    named === 'arm64' && variant === 'v8' ? undefined : named === 'amd64' && variant === 'v1' ? undefined : variant;
  return [os, named, ...(plain === undefined ? [] : [plain])].join('/');
}

function platformWrong(given: Given, builder: Builder): string | undefined {
  const all = platformsOf(given);
  for (const platform of all) {
    const parts = platform.toLowerCase().split('/');
    const known =
      parts.length === 1 ? SYSTEMS.test(parts[0] ?? '') || MACHINES.test(parts[0] ?? '') : SYSTEMS.test(parts[0] ?? '');
    if (!known) return `${JSON.stringify(platform)}: unknown operating system or architecture: invalid argument`;
  }
  return all.length > 1 && builder.driver === 'docker'
    ? unsupported('Multi-platform build', 'build-multi-platform')
    : undefined;
}

function namesWrong(given: Given, outputs: readonly Output[]): string | undefined {
  for (const tag of given.values('tag')) {
    // measured, buildx 0.13.1
    if (tag === '') return 'invalid tag "": repository name must have at least one component';
    const read = readReference(tag);
    if (read.ok) continue;
    // an older library than the engine's, without the name in brackets: recorded, img-parse
    const why = read.message.replace(/^invalid reference format: repository name \(.*\) must/, 'repository name must');
    return `invalid tag ${JSON.stringify(tag)}: ${why}`;
  }
  const pushes = outputs.some((one) => one.type === 'store' && one.push && one.names.length === 0);
  return pushes ? 'tag is needed when pushing to registry' : undefined;
}

/** Named contexts that are folders; images take the place of what they name in the text. */
function readContexts(cli: Cli, values: readonly string[]): Result<Readonly<Record<string, Tree>>> {
  const found: Record<string, Tree> = {};
  for (const value of values) {
    const at = value.indexOf('=');
    if (at === -1) return refused(`invalid context value: ${value}, expected key=value`);
    const [name, place] = [value.slice(0, at), value.slice(at + 1)];
    if (/^(?:https?:\/\/|git|oci-layout:|target:)/.test(place)) {
      cli.notSimulated(`build context ${place}`);
      continue;
    }
    if (place.startsWith('docker-image://')) {
      const image = imageTree(cli, place.slice('docker-image://'.length));
      if (image) found[name] = image;
      else cli.notSimulated(`build context ${place}`);
      continue;
    }
    const path = cli.process.path(place);
    const entry = cli.process.files.stat(path);
    if (!entry.ok) return refused(`failed to get build context ${name}: stat ${place}: ${reason(entry.errno)}`);
    found[name] = folderTree(cli.daemon, cli.process.files, path);
  }
  return { ok: true, value: found };
}

function imageTree(cli: Cli, text: string): Tree | undefined {
  const read = readReference(text);
  if (!read.ok) return undefined;
  const wanted = read.value.tag === undefined ? `${text}:latest` : text;
  const image = [...cli.daemon.store.images.values()].find(({ tags }) => tags.includes(wanted));
  return image?.tree ?? cli.daemon.world.image(fullText(read.value), 'linux/amd64')?.tree;
}

/** Source: docker/buildx build/utils.go toBuildkitExtraHosts. */
function readHosts(values: readonly string[]): Result<readonly { host: string; ip: string }[]> {
  const hosts: { host: string; ip: string }[] = [];
  for (const value of values.flatMap((text) => text.split(','))) {
    const match = /^([^:=]+)[:=](.+)$/.exec(value);
    const [, host = '', ip = ''] = match ?? [];
    if (!match || !isAddress(ip)) return refused(`invalid host ${value}`);
    hosts.push({ host, ip: ip === 'host-gateway' ? '172.17.0.1' : ip.replace(/^\[|\]$/g, '') });
  }
  return { ok: true, value: hosts };
}

function isAddress(text: string): boolean {
  if (text === 'host-gateway') return true;
  const parts = text.split('.');
  if (parts.length === 4) return parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return /^\[?[0-9a-f:]*::?[0-9a-f:]*\]?$/i.test(text) && text.includes(':');
}
