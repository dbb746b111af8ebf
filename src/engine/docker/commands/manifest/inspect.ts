import type { DockerCommand } from '../../cli/command.ts';
import { experimental } from '../../images/buildx/experimental.ts';
import { imageOfCatalogue, manifestDigest } from '../../images/image-from-catalogue.ts';
import { fullText, readReference, withTag } from '../../images/reference.ts';
import { askRegistry, pullError } from '../../images/transfer/registry.ts';

const SHORT = 'Display an image manifest, or manifest list';

const command: DockerCommand = {
  short: SHORT,
  long: experimental('manifest inspect', SHORT),
  usage: '[OPTIONS] [MANIFEST_LIST] MANIFEST',
  flags: `
      --insecure   Allow communication with an insecure registry
  -v, --verbose    Output additional info including layers and platform
`,
  args: [1, 2],
  run(cli, given) {
    const { daemon } = cli;
    const fail = (text: string): number => {
      cli.err(`${text}\n`);
      return 1;
    };
    const read = readReference(given.args.at(-1) ?? '');
    if (!read.ok) return fail(read.message);
    const reference = withTag(read.value);
    const name = fullText(reference);
    const answer = askRegistry(daemon, reference, 'linux/amd64');
    if (answer.kind === 'not-simulated') {
      cli.notSimulated(`image ${name}`);
      return fail(`not simulated: Drydock's catalogue has no ${name}`);
    }
    if (answer.kind === 'no-host' || answer.kind === 'refused')
      return fail(
        `failed to configure transport: error pinging v2 registry: ${pullError(daemon, reference, answer.kind)}`,
      );
    if (answer.kind !== 'image') return fail(`no such manifest: ${name}`);
    if (given.on('verbose')) cli.notSimulated('docker manifest inspect --verbose');
    const manifests = (daemon.world.platforms(name) ?? []).flatMap((platform) => {
      const found = askRegistry(daemon, reference, platform);
      if (found.kind !== 'image') return [];
      const [os = '', architecture = '', variant] = platform.split('/');
      return [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          size: 1024,
          digest: manifestDigest(imageOfCatalogue(found.image)),
          platform: { architecture, os, ...(variant === undefined ? {} : { variant }) },
        },
      ];
    });
    const list = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
    cli.out(`${JSON.stringify(list, null, 3)}\n`);
    return 0;
  },
};
export default command;
