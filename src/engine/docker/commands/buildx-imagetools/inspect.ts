import type { DockerCommand } from '../../cli/command.ts';
import { imageOfCatalogue, manifestDigest } from '../../images/image-from-catalogue.ts';
import { fullText, readReference, withTag } from '../../images/reference.ts';
import { askRegistry, resolveError } from '../../images/transfer/registry.ts';

const command: DockerCommand = {
  short: 'Show details of an image in the registry',
  usage: '[OPTIONS] NAME',
  plugin: 'buildx imagetools',
  flags: `
      --builder string   Override the configured builder instance
      --format string    Format the output using the given Go template
      --raw              Show original, unformatted JSON manifest
`,
  args: [1, 1],
  run(cli, given) {
    const { daemon } = cli;
    const fail = (why: string): number => {
      cli.err(`ERROR: ${why}\n`);
      return 1;
    };
    const read = readReference(given.args[0] ?? '');
    if (!read.ok) return fail(read.message);
    const reference = withTag(read.value);
    const answer = askRegistry(daemon, reference, 'linux/amd64');
    if (answer.kind !== 'image') {
      if (answer.kind === 'not-simulated') cli.notSimulated(`image ${fullText(reference)}`);
      return fail(resolveError(daemon, reference, answer.kind));
    }
    for (const flag of ['format', 'raw'])
      if (given.has(flag)) cli.notSimulated(`docker buildx imagetools inspect --${flag}`);
    const name = fullText(reference);
    const kind = 'application/vnd.oci.image.index.v1+json';
    const digest = manifestDigest(imageOfCatalogue(answer.image));
    const manifests = (daemon.world.platforms(name) ?? []).flatMap((platform) => {
      const found = askRegistry(daemon, reference, platform);
      if (found.kind !== 'image') return [];
      const at = `${name}@${manifestDigest(imageOfCatalogue(found.image))}`;
      return [
        `  Name:      ${at}\n  MediaType: application/vnd.oci.image.manifest.v1+json\n  Platform:  ${platform}\n`,
      ];
    });
    cli.out(
      `Name:      ${name}\nMediaType: ${kind}\nDigest:    ${digest}\n           \nManifests: \n${manifests.join('             \n')}`,
    );
    return 0;
  },
};
export default command;
