import { readOptions } from '../lib/options.ts';
import type { Command } from '../../kernel/system.ts';

const command: Command = {
  summary: 'Prints the number of processors that may be used: 2, unless a cpuset says otherwise.',
  gnu: {
    nproc: ' all ignore',
  },
  example: `
$ nproc
2
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: '',
      long: { '--all': 'a', '--ignore=': 'i' },
    });
    if (options.refused !== undefined) return options.refused;
    const usable = options.has('a') ? 2 : (process.system.cgroup?.cpus.length ?? 2);
    process.out(`${Math.max(1, usable - Number(options.value('i') ?? 0))}\n`);
    return 0;
  },
};
export default command;
