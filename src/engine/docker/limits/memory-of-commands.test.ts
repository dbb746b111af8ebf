import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld } from '../../builder/index.ts';
import { shell } from '../../everything.ts';
import recorded from '../golden/images.json';
import { freshHost, recordedHost, type Host, type RecordedImage } from '../index.ts';

const world = createWorld(allImages, allPackages, shell);

function host(): Host {
  return freshHost({ world });
}

/** What a command in a container prints, with its exit code and whether the kernel killed for want of memory. */
function ran(machine: Host, run: string): string {
  const { output, exit } = machine.type(`docker run -q --name it ${run}`);
  const state = machine.type("docker inspect -f '{{.State.OOMKilled}}' it").output;
  const printed = output
    .map(({ text }) => text)
    .join('')
    .replace(/^Unable to find image .*\n/m, '');
  return `${printed}${exit} ${state.map(({ text }) => text).join('')}`;
}

/** Each takes memory without end. Seen on Engine 26.1.5: 137, OOMKilled true. */
const LEAKS: readonly (readonly [what: string, run: string])[] = [
  ['a variable of ash that doubles', `alpine:3.22 sh -c 'x=a; while :; do x=$x$x; done'`],
  ['a variable of bash that is added to', `debian:13-slim bash -c 'x=a; while :; do x+=$x; done'`],
  ['a variable of dash', `debian:13-slim sh -c 'x=a; while :; do x=$x$x; done'`],
  ['a variable beside others', `alpine:3.22 sh -c 'x=aaaa; while :; do y=$x; x="$y$x"; done'`],
  ['a local variable', `alpine:3.22 sh -c 'x=a; f() { local y=$x$x; x=$y; }; while :; do f; done'`],
  ['a command substitution', `alpine:3.22 sh -c 'x=$(yes)'`],
  ['elements of an array', `debian:13-slim bash -c 'while :; do a+=("$(printf %0100000d 1)"); done'`],
  ['mapfile', `debian:13-slim bash -c 'mapfile -t a < <(yes)'`],
  ['read', `debian:13-slim bash -c 'read -r x < <(tr "\\0" a </dev/zero)'`],
  ['an array of awk', `alpine:3.22 awk 'BEGIN { while (1) a[i++] = "some text of this length, again and again" }'`],
  [
    'an array of mawk',
    `debian:13-slim mawk 'BEGIN { while (1) a[i++] = "some text of this length, again and again" }'`,
  ],
  ['a text of awk', `alpine:3.22 awk 'BEGIN { x = "a"; while (1) x = x x }'`],
  ['a record of awk', `alpine:3.22 awk 1 /dev/zero`],
  ['the end of a line without an end', `alpine:3.22 tail /dev/zero`],
  ['a line of grep', `alpine:3.22 grep x /dev/zero`],
  ['a line of sed', `alpine:3.22 sed s/a/b/ /dev/zero`],
  ['a line of cut', `alpine:3.22 cut -c1 /dev/zero`],
];

describe('what holds more and more', () => {
  it.each(LEAKS)('%s is killed by its limit', (_what, run) => {
    expect(ran(host(), `-m 20m ${run}`).replace(/^(?:.*Killed.*\n)+/, '')).toBe('137 true\n');
  });

  it.each([
    ['sort', `sh -c 'yes | sort; echo $?'`],
    ['tac', `sh -c 'yes | tac; echo $?'`],
    ['awk', `sh -c 'yes | awk "{ a[NR] = 1 }"; echo $?'`],
  ])('%s alone is killed where its shell is smaller', (_what, run) => {
    expect(ran(host(), `-m 20m alpine:3.22 ${run}`)).toBe('Killed\n137\n0 true\n');
  });

  it.each([
    ['x=a; while [ ${#x} -lt 1000000 ]; do x=$x$x; done; echo ${#x}', '1048576\n0 false\n'],
    ['i=0; while [ $i -lt 200 ]; do x=$(printf %0100000d 1); unset x; i=$((i+1)); done; echo $i', '200\n0 false\n'],
    ['i=0; while [ $i -lt 200 ]; do x=$(printf %0100000d 1); i=$((i+1)); done; echo ${#x}', '100000\n0 false\n'],
    ['seq 100000 | sort -n | tail -n 1', '100000\n0 false\n'],
    ["awk 'BEGIN { for (i = 0; i < 100000; i++) { a[i] = i; delete a[i] } print i }'", '100000\n0 false\n'],
    ["awk 'BEGIN { for (i = 0; i < 20000; i++) a[i] = i; print length(a) }'", '20000\n0 false\n'],
  ])('and what does not, lives on: %s', (script, printed) => {
    const quoted = script.replaceAll("'", String.raw`'\''`);
    expect(ran(host(), `-m 20m alpine:3.22 sh -c '${quoted}'`)).toBe(printed);
  });

  it('waits where nobody may be killed, and goes on with more', () => {
    const machine = recordedHost({ world, images: recorded as unknown as readonly RecordedImage[], workspace: {} });
    const script = 'x=a; while [ ${#x} -lt 20000000 ]; do x=$x$x; done; echo ${#x}';
    machine.type(`docker run -d --name it -m 20m --oom-kill-disable alpine:3.20 sh -c '${script}'`);
    const look = "sleep 1; docker inspect -f '{{.State.Status}}' it";
    const { output } = machine.type(`${look}; docker update -m 500m --memory-swap 500m it; ${look}; docker logs it`);
    expect(output.map(({ text }) => text).join('')).toBe('running\nit\nexited\n33554432\n');
  });
});

describe('without a limit', () => {
  it.each([
    [`sh -c 'x=a; while :; do x=$x$x; done'`, 'text longer than 2 MB'],
    [`sh -c 'x=$(yes)'`, 'more output than the simulator keeps'],
    ['tail /dev/zero', 'more memory than the simulator follows'],
    [`sh -c 'yes | sort'`, 'more memory than the simulator follows'],
  ])('the simulator ends %s, and says so', (run, reason) => {
    const machine = host();
    const answer = ran(machine, `alpine:3.22 ${run}`);
    expect(answer.replace('Killed\n', '')).toBe(`stopped by the simulator: ${reason}\n137 false\n`);
    expect(machine.type('echo on').output.map(({ text }) => text)).toEqual(['on\n']);
  });
});
