import { digestOf } from '../../../base/digest.ts';
import { dirname } from '../../../files/index.ts';
import type { Cli } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { fullText, readReference } from '../reference.ts';
import { reason } from './secrets.ts';

/** Writes --iidfile and --metadata-file after a build that ended well; answers the exit code. Source: measured, buildx 0.13.1. */
export function writeIds(cli: Cli, given: Given, id: string | undefined): number {
  const { files } = cli.process;
  const iid = given.value('iidfile');
  if (iid !== undefined && id !== undefined) {
    const folder = files.stat(dirname(cli.process.path(iid)));
    if (!folder.ok) {
      cli.err(`ERROR: writing image ID file: open ${iid}: ${reason(folder.errno)}\n`);
      return 1;
    }
    files.write(cli.process.path(iid), { content: id });
  }
  const metadata = given.value('metadata-file');
  if (metadata === undefined) return 0;
  const names = given.values('tag').flatMap((tag) => {
    const read = readReference(tag);
    return read.ok ? [fullText(read.value)] : [];
  });
  const ref = digestOf('build', id ?? '', String(cli.daemon.next('build', 1))).slice(-25);
  const about = {
    'buildx.build.ref': `default/default/${ref}`,
    ...(id === undefined ? {} : { 'containerimage.config.digest': id, 'containerimage.digest': id }),
    ...(names.length > 0 ? { 'image.name': names.join(',') } : {}),
  };
  files.write(cli.process.path(metadata), { content: JSON.stringify(about, null, 2) });
  return 0;
}
