import type { Cli, DockerCommand } from '../../cli/command.ts';
import type { Given } from '../../cli/flags.ts';
import { context } from '../../format/context.ts';
import { toJson } from '../../format/json.ts';
import { writeList } from '../../format/listing.ts';
import { humanSize } from '../../format/sizes.ts';
import { ellipsis, shortId } from '../../format/text.ts';
import { humanDuration } from '../../format/times.ts';
import { render, template } from '../../format/template.ts';
import { field, slice, struct, type Struct, type Value } from '../../format/value.ts';
import type { CacheUsage } from '../../images/buildx/cache-records.ts';
import { CONTAINER_HEADINGS, containerRow } from '../../listing/containers.ts';
import { diskUsage, usageLines, type DiskUsage } from '../../listing/disk-usage.ts';
import { LIST_FORMAT } from '../../listing/flags.ts';
import { IMAGE_HEADINGS, imageRow, namesOf } from '../../listing/images.ts';
import { printList } from '../../listing/print.ts';
import { VOLUME_HEADINGS, volumeRow } from '../../listing/volumes.ts';

const HEADINGS = { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' };
const CACHE_HEADINGS = {
  ID: 'CACHE ID',
  Parent: 'PARENT',
  CacheType: 'CACHE TYPE',
  Size: 'SIZE',
  CreatedSince: 'CREATED',
  LastUsedSince: 'LAST USED',
  UsageCount: 'USAGE',
  Shared: 'SHARED',
};

/** Source: docker/cli formatter/buildcache.go. */
function cacheRow(record: CacheUsage, { now, truncate }: { now: number; truncate: boolean }): Struct {
  const star = record.mutable ? '*' : '';
  const ago = (moment: number): string => `${humanDuration(now - moment)} ago`;
  return context('*formatter.buildCacheContext', {
    ID: truncate ? `${shortId(record.id)}${star}` : `${record.id}${star}`,
    Parent: truncate ? shortId(record.parent ?? '') : (record.parent ?? ''),
    CacheType: record.type,
    Description: ellipsis(record.description, 50),
    InUse: 'false',
    Shared: String(record.shared),
    Size: humanSize(record.size, 3),
    CreatedAt: ago(record.created),
    CreatedSince: ago(record.created),
    LastUsedAt: ago(record.lastUsed),
    LastUsedSince: ago(record.lastUsed),
    UsageCount: String(record.usageCount),
  });
}

interface Rows {
  readonly images: Struct[];
  readonly containers: Struct[];
  readonly volumes: Struct[];
  readonly cache: Struct[];
}

function rowsOf({ daemon }: Cli, usage: DiskUsage, truncate: boolean): Rows {
  const { now } = daemon;
  return {
    images: [...usage.images].toReversed().flatMap(([image, own]) => {
      const [name] = namesOf(image, { digests: false });
      return name ? [imageRow(image, { ...name, digest: '' }, { truncate, now, usage: own })] : [];
    }),
    containers: [...usage.containers.keys()]
      .toReversed()
      .map((one) => containerRow(daemon, one, { truncate, sizes: true, ownSizeOnly: true })),
    volumes: [...usage.volumes].map(([volume, own]) => volumeRow(volume, own)),
    cache: usage.cache.map((record) => cacheRow(record, { now, truncate })),
  };
}

function table(fields: string, rows: readonly Value[], headings: Readonly<Record<string, string>>): string {
  const format = `table ${fields
    .split(' ')
    .map((name) => `{{.${name}}}`)
    .join('\t')}`;
  const written = writeList({ format, rows, headings });
  return written.ok ? written.text : '';
}

function verboseTables(rows: Rows, cache: number): string {
  return [
    'Images space usage:\n\n',
    table('Repository Tag ID CreatedSince Size SharedSize UniqueSize Containers', rows.images, IMAGE_HEADINGS),
    '\nContainers space usage:\n\n',
    table('ID Image Command LocalVolumes Size RunningFor Status Names', rows.containers, CONTAINER_HEADINGS),
    '\nLocal Volumes space usage:\n\n',
    table('Name Links Size', rows.volumes, VOLUME_HEADINGS),
    `\nBuild cache usage: ${humanSize(cache)}\n\n`,
    table('ID CacheType Size CreatedSince LastUsedSince UsageCount Shared', rows.cache, CACHE_HEADINGS),
  ].join('');
}

function verbose(cli: Cli, format: string): number {
  const usage = diskUsage(cli.daemon);
  const tables = format === '' || format === 'table';
  const rows = rowsOf(cli, usage, tables);
  if (tables) {
    cli.out(verboseTables(rows, usageLines(usage).at(-1)?.size ?? 0));
    return 0;
  }
  const all = struct(
    'formatter.diskUsageContext',
    [
      field('Images', slice(rows.images, '[]*formatter.imageContext')),
      field('Containers', slice(rows.containers, '[]*formatter.ContainerContext')),
      field('Volumes', slice(rows.volumes, '[]*formatter.volumeContext')),
      field('BuildCache', slice(rows.cache, '[]*formatter.buildCacheContext')),
    ],
    true,
  );
  if (format === 'json') {
    cli.out(toJson(all));
    return 0;
  }
  const parsed = template(format);
  const { text, problem } = parsed.ok
    ? render(parsed.value, all)
    : { text: '', problem: `template parsing error: ${parsed.message}` };
  cli.out(text);
  if (problem === undefined) return 0;
  cli.err(`${problem}\n`);
  return 1;
}

function df(cli: Cli, given: Given): number {
  const format = given.value('format') ?? '';
  if (given.on('verbose')) return verbose(cli, format);
  const plain = format === '' || format === 'table';
  return printList(cli, {
    format: plain ? 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}' : format,
    headings: HEADINGS,
    rows: usageLines(diskUsage(cli.daemon)).map((line) =>
      context(`*formatter.${line.type}`, {
        Type: line.name,
        TotalCount: String(line.total),
        Active: String(line.active),
        Size: humanSize(line.size),
        Reclaimable: line.reclaimable,
      }),
    ),
  });
}

const command: DockerCommand = {
  short: 'Show docker disk usage',
  usage: '[OPTIONS]',
  flags: `
${LIST_FORMAT}  -v, --verbose         Show detailed information on space usage
`,
  example: `
$ docker run -d --name web -p 8080:80 nginx:alpine
5e6d74f0b6ba98968e5563c7985ad2c2b2fefec682f5b34a8180c567dfccb739
$ docker volume create notes
notes
$ docker system df --format '{{.Type}}: {{.TotalCount}}'
Images: 9
Containers: 1
Local Volumes: 1
Build Cache: 0
`,
  args: [0],
  run: df,
};
export default command;
