import { architecture } from '../../kernel/processes/load-executable.ts';
import { readOptions } from '../lib/options.ts';
import { extraOperand } from '../lib/flavor.ts';
import { nodeName } from '../../kernel/hostname.ts';
import type { Command, Process } from '../../kernel/system.ts';

const MACHINES: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  arm: 'armv7l',
  '386': 'i686',
  s390x: 's390x',
  ppc64le: 'ppc64le',
  riscv64: 'riscv64',
};

const command: Command = {
  summary: 'Names the system: -a, -s, -n, -r, -m, -o, -p; arch. Kernel and host name are made up.',
  aliases: ['arch'],
  gnu: {
    uname:
      'asnrvmpio all kernel-name nodename kernel-release kernel-version machine processor hardware-platform operating-system',
  },
  example: `
$ uname -sm
Linux x86_64
$ uname
Linux
`,
  run(process, args) {
    if (process.name.endsWith('arch')) {
      process.out(`${machine(process)}\n`);
      return 0;
    }
    const options = readOptions(process, args, {
      flags: 'asnrvmpio',
      busybox: 'asnrvmpio',
      long: {
        '--all': 'a',
        '--kernel-name': 's',
        '--nodename': 'n',
        '--kernel-release': 'r',
        '--kernel-version': 'v',
        '--machine': 'm',
        '--processor': 'p',
        '--hardware-platform': 'i',
        '--operating-system': 'o',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [extra] = options.rest;
    if (extra !== undefined) return extraOperand(process, extra);
    const some = [...'asnrvmpio'].some((letter) => options.has(letter));
    const wanted = (letter: string): boolean => (some ? options.has(letter) : letter === 's');
    const facts: readonly (readonly [string, string])[] = [
      ['s', 'Linux'],
      ['n', nodeName(process.system) ?? 'buildkitsandbox'],
      ['r', '6.12.0'],
      ['v', '#1 SMP'],
      ['m', machine(process)],
      ['p', 'unknown'],
      ['i', 'unknown'],
      ['o', process.flavor === 'busybox' ? 'Linux' : 'GNU/Linux'],
    ];
    const chosen = facts.filter(([letter, text]) => wanted(letter) || (options.has('a') && text !== 'unknown'));
    // without an answer to uname(2) BusyBox prints what it has: nothing (recorded, sec-seccomp-b)
    const silent = process.system.rights?.refuses('uname') !== undefined;
    process.out(`${silent ? '' : chosen.map(([, text]) => text).join(' ')}\n`);
    return 0;
  },
};
export default command;

function machine(process: Process): string {
  const name = architecture(process.system.platform);
  return MACHINES[name] ?? name;
}
