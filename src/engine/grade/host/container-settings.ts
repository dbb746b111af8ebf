import { array, boolean, choice, optional, record, string } from '../../base/schema.ts';
import type { Container } from '../../docker/index.ts';
import { loginOf } from '../../docker/daemon/containers/login.ts';
import { boundingSet } from '../../docker/security/capabilities.ts';
import { rightsOf } from '../../docker/security/rights.ts';
import { CAPABILITIES, hasBit } from '../../files/index.ts';
import { listed } from '../messages.ts';

/** How a container is set up, as it stands in front matter. */
export const settingsShape = {
  readOnly: optional(boolean('Whether its root file system is read-only.')),
  root: optional(boolean('False: its first process is not root, by whatever name or number.')),
  user: optional(string({ min: 1, description: 'Its first process is this user: a name or a number.' })),
  init: optional(boolean('Whether --init is on.')),
  privileged: optional(boolean()),
  noNewPrivileges: optional(boolean()),
  seccomp: optional(choice(['default', 'custom', 'unconfined'])),
  capabilities: optional(array(string({ min: 1 }), { description: 'All that it may have: none for [].' })),
  restart: optional(choice(['no', 'always', 'on-failure', 'unless-stopped'])),
  stopSignal: optional(string({ min: 1, description: 'What docker stop sends: SIGTERM unless set.' })),
  published: optional(record(string(), '`80/tcp` → address and port of the host: 127.0.0.1:8080, 8080, or none')),
};

interface Wanted {
  readonly readOnly?: boolean | undefined;
  readonly root?: boolean | undefined;
  readonly user?: string | undefined;
  readonly init?: boolean | undefined;
  readonly privileged?: boolean | undefined;
  readonly noNewPrivileges?: boolean | undefined;
  readonly seccomp?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly restart?: string | undefined;
  readonly stopSignal?: string | undefined;
  readonly published?: Readonly<Record<string, string>> | undefined;
}

/** What of a container's set-up is not as wanted, as the ends of sentences about it. */
export function differences(container: Container, wanted: Wanted): string[] {
  const { hostConfig } = container;
  const found = [
    ...flag(wanted.readOnly, hostConfig.ReadonlyRootfs, [
      'has a read-only root file system',
      'can write to its root file system',
    ]),
    ...flag(wanted.privileged, hostConfig.Privileged, ['is privileged', 'is not privileged']),
    ...flag(wanted.init, hostConfig.Init === true, ['has an init as its first process', 'was started without --init']),
    ...flag(wanted.noNewPrivileges, rightsOf(hostConfig).noNewPrivileges, [
      'cannot gain privileges',
      'may gain privileges: a set-user-ID program makes it root',
    ]),
    ...userOf(container, wanted),
  ];
  const filter = filterOf(container);
  if (wanted.seccomp !== undefined && wanted.seccomp !== filter)
    found.push(`has the seccomp profile ${filter}, not ${wanted.seccomp}`);
  const policy = hostConfig.RestartPolicy.Name;
  if (wanted.restart !== undefined && policy !== wanted.restart)
    found.push(`has the restart policy ${policy}, not ${wanted.restart}`);
  const signal = withSig(container.config.StopSignal ?? 'SIGTERM');
  if (wanted.stopSignal !== undefined && signal !== withSig(wanted.stopSignal))
    found.push(`is stopped with ${signal}, not ${withSig(wanted.stopSignal)}`);
  return [...found, ...capabilitiesOf(container, wanted), ...portsOf(container, wanted)];
}

/** `says`: how it is when the flag is on, and when it is off. */
function flag(wanted: boolean | undefined, actual: boolean, says: readonly [on: string, off: string]): string[] {
  return wanted === undefined || wanted === actual ? [] : [actual ? says[0] : says[1]];
}

function userOf(container: Container, { root, user }: Wanted): string[] {
  if (root === undefined && user === undefined) return [];
  const login = loginOf(container);
  if (!login.ok) return [`has no such user: ${login.message}`];
  const { uid } = login.value.credentials;
  const called = container.config.User === '' ? 'root, which is the default' : container.config.User;
  if (root !== undefined && (uid === 0) !== root)
    return [root ? `runs as ${called}, not as root` : `runs as ${called}`];
  const wanted = user === undefined ? undefined : loginOf(container, user);
  if (user === undefined || (wanted?.ok && wanted.value.credentials.uid === uid)) return [];
  return [`runs as ${called} (uid ${uid}), not as ${user}`];
}

function filterOf({ hostConfig }: Container): string {
  const option = (hostConfig.SecurityOpt ?? []).find((one) => one.startsWith('seccomp'));
  const value = option?.slice('seccomp='.length);
  if (value === 'unconfined' || (value === undefined && hostConfig.Privileged)) return 'unconfined';
  return value === undefined || value === 'builtin' ? 'default' : 'custom';
}

function withSig(name: string): string {
  return name.toUpperCase().replace(/^(?:SIG)?/, 'SIG');
}

function capabilitiesOf({ hostConfig }: Container, { capabilities }: Wanted): string[] {
  if (!capabilities) return [];
  const allowed = capabilities.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  const bounding = boundingSet(hostConfig);
  const has = CAPABILITIES.filter((name) => hasBit(bounding, name));
  const more = has.filter((name) => !allowed.includes(name));
  const missing = allowed.filter((name) => !has.includes(name));
  return [
    ...(more.length > 0 ? [`has capabilities that it does not need: ${listed(more)}`] : []),
    ...(missing.length > 0 ? [`lacks ${listed(missing)}`] : []),
  ];
}

function portsOf({ ports, hostConfig }: Container, { published }: Wanted): string[] {
  return Object.entries(published ?? {}).flatMap(([port, wanted]) => {
    const key = port.includes('/') ? port : `${port}/tcp`;
    const bindings = ports[key] ?? hostConfig.PortBindings[key] ?? [];
    const are = bindings.map(({ HostIp, HostPort }) => `${HostIp === '' ? '0.0.0.0' : HostIp}:${HostPort}`);
    if (wanted === 'none') return are.length === 0 ? [] : [`publishes ${key} on ${listed(are)}`];
    const fits = are.filter((one) => (wanted.includes(':') ? one === wanted : one.endsWith(`:${wanted}`)));
    const beyond = wanted.includes(':') ? are.filter((one) => one !== wanted) : [];
    if (fits.length > 0 && beyond.length === 0) return [];
    return [are.length === 0 ? `does not publish ${key}` : `publishes ${key} on ${listed(are)}, not on ${wanted}`];
  });
}
