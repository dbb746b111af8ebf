import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import type { Host } from '../index.ts';
import { hostsOf } from './for-tests.ts';
import { looks, type RightsQuestion } from './index.ts';

const hostAfter = hostsOf(createWorld(allImages, allPackages, shell));

const OPTIONS = [
  '',
  '--user 1000',
  '--cap-drop ALL',
  '--cap-drop ALL --cap-add CHOWN',
  '--cap-drop ALL --cap-add NET_BIND_SERVICE --sysctl net.ipv4.ip_unprivileged_port_start=1024',
  '--sysctl net.ipv4.ip_unprivileged_port_start=1024 --user 1000',
  '--cap-drop NET_RAW --cap-drop KILL',
  '--cap-add SYS_TIME --cap-add NET_ADMIN',
  '--read-only --tmpfs /tmp',
  '--read-only --cap-drop ALL --user 65534 --security-opt no-new-privileges',
  '--privileged',
  '--cap-drop DAC_OVERRIDE --cap-drop FOWNER',
  '--cap-drop SETUID',
];
const IMAGES = ['busybox', 'alpine:3.22', 'debian:trixie-slim'];
const CASES = IMAGES.flatMap((image) =>
  OPTIONS.flatMap((options) => ['', '1000'].map((user) => [image, options, user] as const)),
);
/** Programs that an image does not have. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = { 'debian:trixie-slim': ['bind', 'ping', 'net'] };

const idOf = (host: Host, name: string) => looks.map(host, {}).containers.find((one) => one.name === name)?.id ?? '';
const told = (host: Host, name: string, question: RightsQuestion = {}) =>
  looks.capabilities(host, { container: idOf(host, name), ...question }).told;

describe('what a process may do', () => {
  const host = hostAfter(
    'docker run -d --name plain busybox sleep 900',
    'docker run -d --name user --user 1000 busybox sleep 900',
    'docker run -d --name shut --cap-drop ALL --read-only busybox sleep 900',
    'docker run -d --name kept --user 1000 --security-opt no-new-privileges debian:trixie-slim sleep 900',
    'docker exec -u 0 kept chmod 4755 /usr/bin/env',
    `echo '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["link","linkat"],"action":"SCMP_ACT_ERRNO"}]}' > no-link.json`,
    'docker run -d --name quiet --security-opt seccomp=no-link.json busybox sleep 900',
    'docker run -d --name ports --user 1000 --sysctl net.ipv4.ip_unprivileged_port_start=1024 busybox sleep 900',
  );

  const story = (name: string, question: RightsQuestion) => told(host, name, question)?.story;

  const list = (name: string) => told(host, name)?.actions.map(({ label, may }) => `${may ? '+' : '-'} ${label}`);
  const turned = (name: string, question: RightsQuestion) => story(name, question)?.changes;
  const usedFor = (question: RightsQuestion) => story('plain', question)?.operand;

  it('is told whole for one action', () => {
    expect(story('ports', { action: 'bind', operand: '443' })).toEqual({
      action: 'bind',
      operand: '443',
      may: false,
      title: 'In ports, uid 1000 may not listen on port 443.',
      why: 'Ports below 1024 ask for NET_BIND_SERVICE here.',
      changes: ['--user 0', '--sysctl net.ipv4.ip_unprivileged_port_start=0'],
      needs: [],
      command: 'docker exec ports nc -l -p 443',
    });
    expect(story('plain', { action: 'chown', operand: '/etc/passwd' })).toEqual({
      action: 'chown',
      operand: '/etc/passwd',
      may: true,
      title: 'In plain, root may change the owner of /etc/passwd.',
      why: 'root has the capability CHOWN.',
      changes: ['--cap-drop CHOWN', '--user 65534', '--read-only'],
      needs: ['CHOWN'],
      command: 'docker exec plain chown 12345 /etc/passwd',
    });
  });

  it('lists each action with its answer', () => {
    expect(list('plain')).toEqual([
      '+ write to /tmp',
      '+ read /etc/shadow',
      '+ change the owner of /etc/passwd',
      '+ change the mode of /etc/passwd',
      '+ make a hard link of /etc/passwd',
      '+ listen on port 80',
      '+ ping',
      '+ signal process 1',
      '+ become another user (su)',
      '+ become root',
      '- change network devices',
      '- mount',
      '- set the time',
    ]);
    expect(list('shut')?.filter((one) => one.startsWith('+'))).toEqual([
      '+ read /etc/shadow',
      '+ listen on port 80',
      '+ signal process 1',
      '+ become root',
    ]);
  });

  it('says what would turn it round: one option, two where one is not enough, nothing where none is', () => {
    expect(turned('plain', { action: 'time' })).toEqual(['--cap-add SYS_TIME']);
    expect(story('plain', { action: 'bind' })?.why).toBe(
      'Ports from 0 on are everybody’s here (ip_unprivileged_port_start).',
    );
    expect(turned('plain', { action: 'bind' })).toEqual([
      '--user 65534 and --sysctl net.ipv4.ip_unprivileged_port_start=1024',
      '--sysctl net.ipv4.ip_unprivileged_port_start=1024 and --cap-drop NET_BIND_SERVICE',
    ]);
    expect(turned('user', { action: 'time' })).toEqual(['--user 0 and --cap-add SYS_TIME']);
    expect(turned('shut', { action: 'write', operand: '/etc' })).toEqual(['leaving out --read-only']);
    expect(turned('shut', { action: 'chown' })).toEqual(['leaving out --read-only and --cap-add CHOWN']);
    expect(turned('plain', { action: 'read', operand: '/nowhere' })).toEqual([]);
    expect(turned('quiet', { action: 'link' })).toEqual(['leaving out the seccomp profile']);
    expect(turned('kept', { action: 'root' })).toEqual(['--user 0', 'leaving out --security-opt no-new-privileges']);
  });

  it('decodes who it is and its sets as /proc/self/status has them', () => {
    for (const name of ['plain', 'user', 'shut', 'kept', 'quiet']) {
      const { process } = told(host, name) ?? {};
      const { output } = host.type(`docker exec ${name} cat /proc/self/status`);
      const text = output.map((one) => one.text).join('');
      const line = (field: string) => new RegExp(`^${field}:\\t(.*)$`, 'm').exec(text)?.[1]?.trim();
      expect(process?.sets.map(({ field, hex }) => [field, hex])).toEqual(
        ['CapPrm', 'CapEff', 'CapBnd'].map((field) => [field, line(field)]),
      );
      expect([process?.uid, process?.noNewPrivileges, process?.seccomp]).toEqual([
        Number(line('Uid')?.split('\t')[0]),
        line('NoNewPrivs') === '1',
        Number(line('Seccomp')),
      ]);
    }
    expect(told(host, 'shut', {})?.process?.sets.map(({ name, has }) => [name, has])).toEqual([
      ['permitted', []],
      ['effective', []],
      ['bounding', []],
    ]);
  });

  it('of somebody else is asked with -u; nobody is said', () => {
    expect(story('plain', { action: 'ping', user: '1000' })).toMatchObject({
      may: false,
      command: 'docker exec -u 1000 plain ping -c 1 127.0.0.1',
    });
    expect(told(host, 'plain', { user: 'ghost' })).toMatchObject({
      nobody: 'unable to find user ghost: no matching entries in passwd file',
      actions: [],
    });
    expect(looks.capabilities(hostAfter(), {})).toEqual({ containers: [] });
  });

  it('takes bad operands for the usual ones', () => {
    expect([
      usedFor({ action: 'bind', operand: '99999' }),
      usedFor({ action: 'bind', operand: 'x' }),
      usedFor({ action: 'write', operand: 'relative' }),
      usedFor({ action: 'nothing' }),
      usedFor({ action: 'ping', operand: '/etc' }),
    ]).toEqual(['80', '80', '/tmp', '80', '']);
  });

  it('changes nothing: files keep their owners, modes and times', () => {
    const [looked, other] = [
      hostAfter('docker run -d --name box busybox sleep 900'),
      hostAfter('docker run -d --name box busybox sleep 900'),
    ];
    for (const { id } of told(looked, 'box')?.actions ?? []) told(looked, 'box', { action: id });
    const next = 'docker diff box; docker exec box ls -la / /tmp /etc; docker run -d busybox sleep 1';
    expect(looked.type(next)).toEqual(other.type(next));
  });

  it('agrees with what running the program gives, whatever the options and the user', () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const [image, options, user] of CASES) {
      const typed = hostAfter(`docker run -d --name box ${options} ${image} sleep 9000`);
      for (const { id, operand } of told(typed, 'box')?.actions ?? []) {
        if (WITHOUT[image]?.includes(id) || id === 'root') continue;
        const said = told(typed, 'box', { action: id, user, ...(operand ? { operand: operand.usual } : {}) })?.story;
        // a server that may listen goes on until it is ended
        const command = said?.command.replace(/nc -l -p (\d+)/, 'timeout 1 nc -l -p $1') ?? '';
        const { exit, output } = typed.type(command);
        const printed = output.map(({ text }) => text).join('');
        // date of BusyBox complains that it may not, prints the time and answers 0
        const ran = id === 'bind' ? exit === 143 || exit === 124 : exit === 0 && !printed.includes("can't set date");
        tried++;
        if (ran !== said?.may) wrong.push(`${options} ${command}: ${exit} ${printed}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(800);
  });
});
