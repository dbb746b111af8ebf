import type { DockerCommand } from '../../cli/command.ts';
import { experimental } from '../../images/buildx/experimental.ts';
import { fullText, readReference, withTag } from '../../images/reference.ts';
import { askRegistry, pullError } from '../../images/transfer/registry.ts';

const SHORT = 'Create a local manifest list for annotating and pushing to a registry';

const command: DockerCommand = {
  short: SHORT,
  long: experimental('manifest create', SHORT),
  usage: 'MANIFEST_LIST MANIFEST [MANIFEST...]',
  flags: `
  -a, --amend      Amend an existing manifest list
      --insecure   Allow communication with an insecure registry
`,
  args: [2, Number.POSITIVE_INFINITY],
  run(cli, given) {
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    for (const [at, text] of given.args.entries()) {
      const read = readReference(text);
      if (!read.ok)
        return fail(at === 0 ? `error parsing name for manifest list ${text}: ${read.message}` : read.message);
      if (at === 0) continue;
      const reference = withTag(read.value);
      const { kind } = askRegistry(cli.daemon, reference, 'linux/amd64');
      if (kind === 'no-host' || kind === 'refused')
        return fail(
          `failed to configure transport: error pinging v2 registry: ${pullError(cli.daemon, reference, kind)}`,
        );
      if (kind === 'denied' || kind === 'unknown') return fail(`no such manifest: ${fullText(reference)}`);
    }
    cli.notSimulated('manifest lists of the client (docker manifest create)');
    return fail('not simulated: manifest lists of the client; docker buildx build --platform makes one');
  },
};
export default command;
