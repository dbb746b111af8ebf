import type { Command, Process, Task } from '../system.ts';

const command: Command = {
  summary: 'Run another command: nohup, nice, setsid, stdbuf, time and timeout (which ends nothing yet) pass it on.',
  aliases: ['nohup', 'nice', 'setsid', 'stdbuf', 'ionice', 'chrt', 'unshare'],
  example: `
$ timeout 5 echo in time
in time
$ nice -n 5 echo nice
nice
`,
  run(process, args) {
    const name = process.name.slice(process.name.lastIndexOf('/') + 1);
    let at = 0;
    for (; at < args.length && args[at]?.startsWith('-'); at++)
      if (/^-(?:[nksioe]|-signal|-kill-after)$/.test(args[at] ?? '')) at++;
    if (name === 'timeout') at++;
    return run(process, args.slice(at));
  },
};
export default command;

function run(process: Process, argv: readonly string[]): Task {
  return process.exec(argv, {
    failed: (errno) => {
      const text = errno === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
      process.complain(
        process.flavor === 'busybox'
          ? `can't execute '${argv[0] ?? ''}': ${text}`
          : `failed to run command '${argv[0] ?? ''}': ${text}`,
      );
    },
  });
}
