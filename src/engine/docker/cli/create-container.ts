import type { Task } from '../../kernel/index.ts';
import { createContainer, type CreateRequest } from '../daemon/containers/create.ts';
import { refused, type Result } from '../daemon/daemon.ts';
import { CREATING } from '../daemon/assumed-durations.ts';
import { findImage } from '../daemon/find-image.ts';
import { ensureImage } from '../images/transfer/ensure.ts';
import { readReference } from '../images/reference.ts';
import type { Container } from '../model.ts';
import type { Cli } from './command.ts';
import type { Given } from './flags.ts';
import { readCreate } from './read-create.ts';

/** A new container, or the client's whole words. */
export type Made = Result<Container>;

const PULLS = ['always', 'missing', 'never'] as const;
type Pull = (typeof PULLS)[number];

/** What the flags of `docker run` and `docker create` ask for, --pull included; refused in the client's words. */
export function readRequest(cli: Cli, given: Given): Result<CreateRequest> {
  const pull = given.value('pull') ?? 'missing';
  if (!PULLS.some((one) => one === pull))
    return refused(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
  return readCreate(cli, given);
}

/**
 * Creates a container as `docker run` and `docker create` do: --cidfile, the image pulled where it is missing, warnings. Source:
 * docker/cli cli/command/container/create.go createContainer.
 */
export function* makeContainer(cli: Cli, given: Given, wanted: CreateRequest): Task<Made> {
  const file = given.value('cidfile') ?? '';
  const { PidMode = '' } = wanted.hostConfig;
  if (!/^(?:|private)$/.test(PidMode)) cli.notSimulated(`--pid ${PidMode}: processes of others are not shown`);
  const { OomKillDisable, Memory = 0 } = wanted.hostConfig;
  if (OomKillDisable && Memory === 0)
    cli.err(
      "WARNING: Disabling the OOM killer on containers without setting a '-m/--memory' limit may be dangerous.\n",
    );
  const local = wanted.hostConfig.Dns?.find((address) => /^(?:127(?:\.\d+){3}|::1)$/.test(address));
  if (local !== undefined) cli.err(`WARNING: Localhost DNS setting (--dns=${local}) may fail in containers.\n`);
  const opened = file === '' ? undefined : openIdFile(cli, file);
  if (opened && !opened.ok) return opened;
  const reference = readReference(wanted.image);
  if (!reference.ok && !/^(?:sha256:)?[a-f0-9]{64}$/.test(wanted.image)) return refused(reference.message);
  const platform = platformOf(wanted.platform);
  if (!platform.ok) return platform;
  const made = yield* create(cli, given, {
    ...wanted,
    ...(platform.value === undefined ? {} : { platform: platform.value }),
  });
  if (file !== '' && made.ok) cli.process.files.write(cli.process.path(file), { content: made.value.id });
  return made;
}

function* create(cli: Cli, given: Given, wanted: CreateRequest): Task<Made> {
  const { daemon, process } = cli;
  const pull = (given.value('pull') ?? 'missing') as Pull;
  const platform = wanted.platform === undefined ? {} : { platform: wanted.platform };
  const fetch = (how: Pull): ReturnType<typeof ensureImage> =>
    ensureImage(cli, wanted.image, { pull: how, quiet: given.on('quiet'), ...platform });
  if (pull === 'always') {
    const fetched = yield* fetch('always');
    if (!fetched.ok) return said(fetched.message, fetched.client);
  }
  let created = createContainer(daemon, wanted);
  if (!created.ok && created.noImage && pull === 'missing') {
    const fetched = yield* fetch(otherPlatform(cli, wanted) ? 'always' : 'missing');
    if (!fetched.ok) return said(fetched.message, fetched.client);
    created = createContainer(daemon, wanted);
  }
  if (!created.ok) {
    if (created.after !== undefined) yield* process.sleep(created.after);
    return said(created.message, false);
  }
  for (const warning of created.warnings) cli.err(`WARNING: ${warning}\n`);
  yield* process.sleep(CREATING);
  return { ok: true, value: created.value };
}

/** The host has the image for another platform only: the client looks for the right one. */
function otherPlatform(cli: Cli, wanted: CreateRequest): boolean {
  const image = findImage(cli.daemon, wanted.image);
  if (image) cli.err(`Unable to find image '${wanted.image}' locally\n`);
  return image !== undefined;
}

function said(message: string, client: boolean): Made {
  return refused(client ? message : `Error response from daemon: ${message}`);
}

/** Source: docker/cli cli/command/container/create.go newCIDFile. */
function openIdFile({ process }: Cli, file: string): Result {
  const path = process.path(file);
  if (process.files.stat(path).ok)
    return refused(`container ID file found, make sure the other container isn't running or delete ${file}`);
  const written = process.files.write(path, { content: '' });
  if (written.ok) return { ok: true, value: undefined };
  const why = written.errno === 'EACCES' ? 'permission denied' : 'no such file or directory';
  return refused(`failed to create the container ID file: open ${file}: ${why}`);
}

const SYSTEMS = /^(?:linux|windows|darwin|freebsd|android|netbsd|openbsd|solaris|plan9|aix|dragonfly|illumos|ios|js)$/;
const MACHINES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  i386: '386',
};
const KNOWN = /^(?:386|amd64|arm|arm64|loong64|mips\w*|ppc64|ppc64le|riscv64|s390x|wasm)$/;

function machine(name: string): string {
  return MACHINES[name.toLowerCase()] ?? name.toLowerCase();
}

function bad(why: string): Result<undefined> {
  return refused(`error parsing specified platform: ${why}: invalid argument`);
}

/** `linux/arm64` of what --platform was given. Source: containerd/platforms platforms.go Parse. */
function platformOf(text: string | undefined): Result<string | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const parts = text.split('/');
  const wrong = parts.find((part) => !/^[A-Za-z0-9_-]+$/.test(part));
  if (wrong !== undefined)
    return bad(
      `${JSON.stringify(wrong)} is an invalid component of ${JSON.stringify(text)}: platform specifier component must match "^[A-Za-z0-9_-]+$"`,
    );
  if (parts.length > 3) return bad(`${JSON.stringify(text)}: cannot parse platform specifier`);
  const [first = '', second, variant] = parts;
  if (second === undefined) {
    if (SYSTEMS.test(first)) return { ok: true, value: `${first}/amd64` };
    return KNOWN.test(machine(first).split('/')[0] ?? '')
      ? { ok: true, value: `linux/${machine(first)}` }
      : bad(`${JSON.stringify(first)}: unknown operating system or architecture`);
  }
  const extra = variant === undefined || (machine(second) === 'arm64' && variant === 'v8') ? '' : `/${variant}`;
  return { ok: true, value: `${first.toLowerCase()}/${machine(second)}${extra}` };
}
