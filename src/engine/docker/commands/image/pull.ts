import type { Task } from '../../../kernel/index.ts';
import type { DockerCommand } from '../../cli/command.ts';
import { pullImage } from '../../images/transfer/pull.ts';
import { fullText, readReference, withTag } from '../../images/reference.ts';

const command: DockerCommand = {
  short: 'Download an image from a registry',
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  top: ['pull'],
  flags: `
  -a, --all-tags                Download all tagged images in the repository
      --disable-content-trust   Skip image verification (default true)
      --platform string         Set platform if server is multi-platform
                                capable
  -q, --quiet                   Suppress verbose output
`,
  args: [1, 1],
  *run(cli, given): Task {
    const read = readReference(given.args[0] ?? '');
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    if (!read.ok) return fail(read.message);
    const all = given.on('all-tags');
    if (all && (read.value.tag !== undefined || read.value.digest !== undefined))
      return fail("tag can't be used with --all-tags/-a");
    const quiet = given.on('quiet');
    const reference = withTag(read.value);
    if (!all && !quiet && read.value.tag === undefined && read.value.digest === undefined)
      cli.out(`Using default tag: ${reference.tag ?? ''}\n`);
    if (all) cli.notSimulated('pulling every tag of a repository (-a): only latest is pulled');
    const pulled = pullImage(cli.daemon, reference, given.value('platform'));
    if (!pulled.ok) {
      if (!pulled.message.startsWith('not simulated')) return cli.refuse(pulled.message);
      cli.notSimulated(`image ${fullText(reference)}`);
      return fail(pulled.message);
    }
    const { begin, end, ms } = pulled.value;
    const print = (lines: readonly string[]): void => {
      if (!quiet) for (const line of lines) cli.out(`${line}\n`);
    };
    print(begin);
    yield* cli.process.sleep(ms);
    pulled.value.arrive();
    print(end);
    cli.out(`${fullText(reference)}\n`);
    return 0;
  },
};
export default command;
