import { refused, type Result, done } from '../daemon/daemon.ts';

/** Actions that libseccomp knows. Source: opencontainers/runc libcontainer/seccomp/config.go. */
const ACTIONS = new Set(
  'SCMP_ACT_KILL SCMP_ACT_KILL_PROCESS SCMP_ACT_KILL_THREAD SCMP_ACT_ERRNO SCMP_ACT_TRAP SCMP_ACT_ALLOW SCMP_ACT_TRACE SCMP_ACT_LOG SCMP_ACT_NOTIFY'.split(
    ' ',
  ),
);

interface Profile {
  readonly defaultAction?: string;
  readonly defaultErrnoRet?: number;
  readonly syscalls?: readonly {
    readonly names?: readonly string[];
    readonly name?: string;
    readonly action?: string;
    readonly errnoRet?: number;
  }[];
}

function read(text: string): Profile | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** encoding/json's word for what a text holds in place of an object. */
function kindOf(text: string): string {
  const first = text.trim()[0] ?? '';
  if (first === '[') return 'array';
  if (first === '"') return 'string';
  return first === 't' || first === 'f' ? 'bool' : 'number';
}

/** What the runtime says to a profile when a container starts. Source: recorded, sec-seccomp-b; moby profiles/seccomp LoadProfile. */
export function verifyProfile(text: string | undefined): Result {
  if (text === undefined || text === 'unconfined') return done;
  const profile = read(text);
  if (!profile)
    return refused(
      `Decoding seccomp profile failed: json: cannot unmarshal ${kindOf(text)} into Go value of type seccomp.Seccomp`,
    );
  const actions = [profile.defaultAction ?? '', ...(profile.syscalls ?? []).map(({ action }) => action ?? '')];
  const bad = actions.find((action) => !ACTIONS.has(action));
  if (bad === undefined) return done;
  return refused(
    `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: string ${bad} is not a valid action for seccomp: unknown`,
  );
}

/** EPERM: what an errno action answers unless it says another. */
const EPERM = 1;

/** What a profile answers to system calls: a number of an error; undefined lets them pass. */
export function refusals(text: string): (call: string) => number | undefined {
  const profile = read(text) ?? {};
  const byName = new Map<string, number | undefined>();
  for (const rule of profile.syscalls ?? [])
    for (const name of [...(rule.names ?? []), ...(rule.name === undefined ? [] : [rule.name])])
      byName.set(name, rule.action === 'SCMP_ACT_ERRNO' ? (rule.errnoRet ?? EPERM) : undefined);
  const other = profile.defaultAction === 'SCMP_ACT_ERRNO' ? (profile.defaultErrnoRet ?? EPERM) : undefined;
  return (call) => (byName.has(call) ? byName.get(call) : other);
}
