import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { importImage } from '../../images/transfer/import.ts';
import { lookupError, unknownHost } from '../../images/transfer/registry.ts';
import { familiarText, readReference, withTag } from '../../images/reference.ts';
import { setTag } from '../../images/tags.ts';
import { reason } from '../../images/build/secrets.ts';

const command: DockerCommand = {
  short: 'Import the contents from a tarball to create a filesystem image',
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  top: ['import'],
  flags: `
  -c, --change list       Apply Dockerfile instruction to the created image
  -m, --message string    Set commit message for imported image
      --platform string   Set platform if server is multi-platform capable
`,
  args: [1, Number.POSITIVE_INFINITY],
  *run(cli, given): Task {
    const [from = '', target] = given.args;
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    const host = /^https?:\/\/([^/:]+)/.exec(from)?.[1];
    if (host !== undefined) {
      if (unknownHost(cli.daemon, host))
        return cli.refuse(`Get ${JSON.stringify(from)}: ${lookupError(cli.daemon, host)}`);
      cli.notSimulated('docker import from an address');
      return fail('not simulated: docker import from an address');
    }
    const read = target === undefined ? undefined : readReference(target);
    if (read && !read.ok) return cli.refuse(read.message);
    const file = from === '-' ? undefined : cli.process.files.read(cli.process.path(from));
    if (file && !file.ok) return fail(`open ${from}: ${reason(file.errno)}`);
    const text = file ? (file.value ?? '') : yield* cli.process.readAll();
    const made = importImage(cli.daemon, text, {
      source: '-',
      message: given.value('message'),
      changes: given.values('change'),
    });
    if (!made.ok) return cli.refuse(made.message);
    if (read) setTag(cli.daemon, made.value, familiarText(withTag(read.value)));
    cli.out(`${made.value.id}\n`);
    return 0;
  },
};
export default command;
