import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { CAPABILITIES, maskOf } from '../../files/index.ts';
import { shell } from '../../everything.ts';
import { freshHost } from '../index.ts';
import { boundingSet, readCapabilities, verifyCapabilities } from './capabilities.ts';
import { refusals, verifyProfile } from './seccomp.ts';
import { clientOptions, daemonOptions } from './security-options.ts';

const world = createWorld(allImages, allPackages, shell);

/** What the last of some commands printed on a fresh host. */
function typed(...lines: readonly string[]): string {
  const machine = freshHost({ world });
  const answers = ['docker pull -q alpine:3.22', ...lines].map((line) => machine.type(line));
  return (
    answers
      .at(-1)
      ?.output.map(({ text }) => text)
      .join('') ?? ''
  );
}

describe('names of capabilities', () => {
  it.each([
    [['net_admin', 'CAP_SYS_TIME', 'all'], { ok: true, value: ['NET_ADMIN', 'SYS_TIME', 'ALL'] }],
    [['NET_ADMINS'], { ok: false, message: 'unknown capability: "CAP_NET_ADMINS"' }],
  ])('%j', (names, expected) => {
    expect(readCapabilities(names)).toEqual(expected);
  });

  it('are refused with the flag that gave them', () => {
    expect(verifyCapabilities({ CapAdd: null, CapDrop: ['NOPE'] })).toEqual({
      ok: false,
      message: 'invalid CapDrop: unknown capability: "CAP_NOPE"',
    });
    expect(verifyCapabilities({ CapAdd: ['ALL'], CapDrop: ['CHOWN'] })).toEqual({ ok: true, value: undefined });
  });
});

/** Names of the capabilities in a bounding set. */
function heldUnder(config: Parameters<typeof boundingSet>[0]): readonly string[] {
  const mask = boundingSet(config);
  return CAPABILITIES.filter((_, bit) => Math.floor(mask / 2 ** bit) % 2 === 1);
}

describe('the bounding set', () => {
  const plain = { CapAdd: null, CapDrop: null, Privileged: false };

  it.each([
    ['of --cap-drop ALL is empty', { ...plain, CapDrop: ['ALL'] }, []],
    [
      'of --cap-drop ALL --cap-add CHOWN is what was added',
      { ...plain, CapAdd: ['CHOWN'], CapDrop: ['ALL'] },
      ['CHOWN'],
    ],
    [
      'of --privileged is everything, whatever is dropped',
      { ...plain, CapDrop: ['ALL'], Privileged: true },
      CAPABILITIES,
    ],
    ['of --cap-add ALL is everything', { ...plain, CapAdd: ['ALL'] }, CAPABILITIES],
  ])('%s', (_case, config, expected) => {
    expect(heldUnder(config)).toEqual(expected);
  });

  it('without flags is the default of Docker, less what is dropped', () => {
    const usual = boundingSet(plain);
    expect(usual.toString(16)).toBe('a80425fb');
    expect(boundingSet({ ...plain, CapDrop: ['NET_RAW'] })).toBe(usual - maskOf(['NET_RAW']));
    expect(boundingSet({ ...plain, CapAdd: ['SYS_TIME'] })).toBe(usual + maskOf(['SYS_TIME']));
  });
});

const readFile = (path: string) =>
  path === 'ok.json'
    ? ({ ok: true, value: '{ "defaultAction": "SCMP_ACT_ALLOW" }' } as const)
    : ({ ok: false, message: `open ${path}: no such file or directory` } as const);

describe('--security-opt at the client', () => {
  it.each([
    ['no-new-privileges', { ok: true, value: ['no-new-privileges'] }],
    ['seccomp=unconfined', { ok: true, value: ['seccomp=unconfined'] }],
    ['seccomp=ok.json', { ok: true, value: ['seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'] }],
    [
      'seccomp=no.json',
      { ok: false, message: 'opening seccomp profile (no.json) failed: open no.json: no such file or directory' },
    ],
    ['apparmor', { ok: false, message: 'Invalid --security-opt: "apparmor"' }],
  ])('%s', (option, expected) => {
    expect(clientOptions([option], readFile)).toEqual(expected);
  });
});

describe('--security-opt at the daemon', () => {
  const none = { noNewPrivileges: false, seccomp: undefined, apparmor: undefined, labels: [], masksPaths: true };

  it.each([
    ['no-new-privileges', { ok: true, value: { ...none, noNewPrivileges: true } }],
    ['no-new-privileges:false', { ok: true, value: none }],
    ['systempaths=unconfined', { ok: true, value: { ...none, masksPaths: false } }],
    ['apparmor=unconfined', { ok: true, value: { ...none, apparmor: 'unconfined' } }],
    ['label=disable', { ok: true, value: { ...none, labels: ['disable'] } }],
    ['no-new-privileges:maybe', { ok: false, message: 'invalid --security-opt 2: "no-new-privileges:maybe"' }],
    ['nonsense', { ok: false, message: 'invalid --security-opt 1: "nonsense"' }],
    ['nonsense=1', { ok: false, message: 'invalid --security-opt 2: "nonsense=1"' }],
  ])('%s', (option, expected) => {
    expect(daemonOptions([option])).toEqual(expected);
  });
});

const deny = (more: object = {}) =>
  JSON.stringify({
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['chmod', 'fchmod'], action: 'SCMP_ACT_ERRNO', ...more }],
  });

describe('a profile of seccomp', () => {
  it.each([
    ['EPERM unless it says another', deny(), 1],
    ['the number that it says', deny({ errnoRet: 38 }), 38],
    ['nothing where it allows', deny({ action: 'SCMP_ACT_ALLOW' }), undefined],
    ['its default where it names nothing', '{"defaultAction":"SCMP_ACT_ERRNO"}', 1],
  ])('answers %s', (_case, profile, expected) => {
    expect(refusals(profile)('chmod')).toBe(expected);
  });

  it('is refused where an action is unknown', () => {
    const refused = verifyProfile('{"defaultAction":"ALLOW"}');
    expect(refused.ok ? '' : refused.message).toContain('string ALLOW is not a valid action for seccomp: unknown');
    expect(verifyProfile(deny())).toEqual({ ok: true, value: undefined });
  });
});

describe('rights in a container', () => {
  it.each([
    ['root may change owners', { flags: '', script: 'chown 1:1 /tmp && echo done' }, 'done\n'],
    [
      'but not without CHOWN',
      { flags: '--cap-drop CHOWN', script: 'chown 1:1 /tmp' },
      'chown: /tmp: Operation not permitted\n',
    ],
    [
      'a sealed root is not written',
      { flags: '--read-only', script: 'echo x > /x' },
      "sh: can't create /x: Read-only file system\n",
    ],
    ['but its tmpfs is', { flags: '--read-only --tmpfs /x', script: 'echo x > /x/y && cat /x/y' }, 'x\n'],
    [
      'status tells of no new privileges',
      { flags: '--security-opt no-new-privileges', script: 'grep NoNewPrivs /proc/self/status' },
      'NoNewPrivs:\t1\n',
    ],
    ['and of privileges that may come', { flags: '', script: 'grep NoNewPrivs /proc/self/status' }, 'NoNewPrivs:\t0\n'],
  ])('%s', (_case, { flags, script }, printed) => {
    expect(typed(`docker run --rm ${flags} alpine:3.22 sh -c '${script}'`)).toBe(printed);
  });

  it('a value of a flag that is none is refused before anything runs', () => {
    expect(typed('docker run --rm --device /dev/null:null alpine:3.22 true').split('\n')[0]).toBe(
      'docker: null is not an absolute path.',
    );
    expect(typed('docker run --rm --cap-add NOPE alpine:3.22 true').split('\n')[0]).toBe(
      'docker: Error response from daemon: invalid CapAdd: unknown capability: "CAP_NOPE".',
    );
  });
});
