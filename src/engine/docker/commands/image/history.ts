import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { findImage } from '../../daemon/find-image.ts';
import { context } from '../../format/context.ts';
import { humanSize } from '../../format/sizes.ts';
import { ellipsis, shortId } from '../../format/text.ts';
import { humanDuration, rfc3339Seconds } from '../../format/times.ts';
import type { Struct } from '../../format/value.ts';
import { missingImage } from '../../images/missing-image.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { printList } from '../../listing/print.ts';
import type { HistoryEntry, Image } from '../../model.ts';

interface Shown {
  readonly now: number;
  readonly human: boolean;
  readonly truncate: boolean;
}

/** A step of an image's history. Source: docker/cli image/formatter_history.go. */
function row(image: Image, entry: HistoryEntry, { now, human, truncate }: Shown): Struct {
  const id = entry === image.history[0] ? image.id : '<missing>';
  const by = entry.createdBy.replaceAll('\t', ' ');
  const at = rfc3339Seconds(entry.created);
  return context('*image.historyContext', {
    ID: truncate && id !== '<missing>' ? shortId(id) : id,
    CreatedAt: at,
    CreatedSince: human ? `${humanDuration(now - entry.created)} ago` : at,
    CreatedBy: truncate ? ellipsis(by, 45) : by,
    Size: human ? humanSize(entry.size, 3) : String(entry.size),
    Comment: entry.comment,
  });
}

function formatOf(format: string, { quiet, human }: { quiet: boolean; human: boolean }): string {
  if (format !== '' && format !== 'table') return format;
  if (quiet) return '{{.ID}}';
  return `table {{.ID}}\t${human ? '{{.CreatedSince}}' : '{{.CreatedAt}}'}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`;
}

function history(cli: Cli, given: Given): number {
  const [reference = ''] = given.args;
  if (reference === '') return cli.refuse('page not found');
  const image = findImage(cli.daemon, reference);
  if (!image) return cli.refuse(missingImage(reference));
  const human = !given.has('human') || given.on('human');
  const shown = { now: cli.daemon.now, human, truncate: !given.on('no-trunc') };
  return printList(cli, {
    format: formatOf(given.value('format') ?? '', { quiet: given.on('quiet'), human }),
    headings: {
      ID: 'IMAGE',
      CreatedAt: 'CREATED AT',
      CreatedSince: 'CREATED',
      CreatedBy: 'CREATED BY',
      Size: 'SIZE',
      Comment: 'COMMENT',
    },
    rows: image.history.map((entry) => row(image, entry, shown)),
  });
}

const command: DockerCommand = {
  short: 'Show the history of an image',
  usage: '[OPTIONS] IMAGE',
  top: ['history'],
  flags: `
${LIST_FORMAT}  -H, --human           Print sizes and dates in human readable format
                        (default true)
      --no-trunc        Don't truncate output
  -q, --quiet           Only show image IDs
`,
  example: `
$ docker history --format '{{.Size}} {{.CreatedBy}}' alpine:3.20
0B CMD ["/bin/sh"]
2.03MB ADD rootfs.tar / # buildkit
`,
  args: [1],
  run: history,
};
export default command;
