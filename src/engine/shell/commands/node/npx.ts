import { projectEnvironment } from '../../models/npm/scripts.ts';
import type { Command } from '../../system.ts';

/** npx runs what is installed in the project; fetching a package for one run is not simulated. */
const command: Command = {
  summary: 'npx COMMAND: a command of node_modules/.bin; packages that are not installed are not simulated.',
  example: `
$ mkdir -p /tmp/node_modules/.bin && printf '#!/bin/sh\\necho hi from $INIT_CWD\\n' > /tmp/node_modules/.bin/greet
$ chmod +x /tmp/node_modules/.bin/greet && cd /tmp && npx greet && npx --yes greet
hi from /tmp
hi from /tmp
`,
  run(process, args) {
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    const name = args[at];
    const strange = args
      .slice(0, at === -1 ? undefined : at)
      .find((arg) => !/^(?:--yes|-y|--no|--no-install|--quiet|-q|--)$/.test(arg));
    if (strange !== undefined) process.notSimulated(`flag ${strange} of npx`);
    if (name === undefined) {
      process.notSimulated('npx without a command');
      return 0;
    }
    const env = projectEnvironment(process, 'npx');
    const folders = (env.get('PATH') ?? '').split(':').filter((folder) => folder.endsWith('/node_modules/.bin'));
    const file = folders.map((folder) => `${folder}/${name}`).find((path) => process.files.stat(path).ok);
    if (file !== undefined) return process.exec([file, ...args.slice(at + 1)], { env });
    process.notSimulated(`npx of ${name}, which is not installed`);
    return 0;
  },
};
export default command;
