import type { DockerCommand } from '../../cli/command.ts';
import { findImage } from '../../daemon/find-image.ts';
import { familiarText, readReference, withTag } from '../../images/reference.ts';
import { setTag } from '../../images/tags.ts';
import { missingImage } from '../../images/missing-image.ts';

const command: DockerCommand = {
  short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  top: ['tag'],
  // the first name ends the flags: `docker tag a -b` is told that -b is no name
  stops: true,
  args: [2, 2],
  run(cli, given) {
    const [source = '', target = ''] = given.args;
    const read = readReference(target);
    if (!read.ok) {
      // Source: docker/client image_tag.go
      cli.err(`Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${read.message}\n`);
      return 1;
    }
    if (read.value.digest !== undefined) {
      cli.err('refusing to create a tag with a digest reference\n');
      return 1;
    }
    const image = findImage(cli.daemon, source);
    if (!image) return cli.refuse(missingImage(source));
    setTag(cli.daemon, image, familiarText(withTag(read.value)));
    return 0;
  },
};
export default command;
