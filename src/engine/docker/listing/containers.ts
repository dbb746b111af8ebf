import { context } from '../format/context.ts';
import { humanSize } from '../format/sizes.ts';
import { ellipsis, goQuote, shortId } from '../format/text.ts';
import { goTime, humanDuration } from '../format/times.ts';
import { str, type Struct } from '../format/value.ts';
import { familiarText, readReference } from '../images/reference.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { findImage } from '../daemon/find-image.ts';
import { containerSizes } from '../inspect/sizes.ts';
import type { Container } from '../model.ts';
import { portsOf, portsText } from './ports.ts';
import { statusText } from './status.ts';

/** Headings of `docker ps`, by the names of its fields. Source: docker/cli formatter/container.go. */
export const CONTAINER_HEADINGS = {
  ID: 'CONTAINER ID',
  Names: 'NAMES',
  Image: 'IMAGE',
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  Ports: 'PORTS',
  State: 'STATE',
  Status: 'STATUS',
  Size: 'SIZE',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  LocalVolumes: 'LOCAL VOLUMES',
  Networks: 'NETWORKS',
} as const;

/** How rows are shown. */
export interface RowOptions {
  readonly truncate: boolean;
  readonly sizes?: boolean;
  /** Sizes without the image's. */
  readonly ownSizeOnly?: boolean;
}

/** `key=value` pairs, sorted. */
export function labelsText(labels: Readonly<Record<string, string>> | null | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(',');
}

/** `{{.Label "key"}}` of a row. */
export function labelMethod(labels: Readonly<Record<string, string>> | null | undefined): {
  params: string[];
  call: (args: readonly { kind: string; value?: unknown }[]) => ReturnType<typeof str>;
} {
  return {
    params: ['string'],
    call: ([name]) => str(name && typeof name.value === 'string' ? (labels?.[name.value] ?? '') : ''),
  };
}

/** The image as it was named; its id when that name has gone to another image since. Source: moby daemon/list.go refreshImage. */
function imageText(daemon: Daemon, container: Container, truncate: boolean): string {
  const named = container.config.Image;
  const name = findImage(daemon, named)?.id === container.image.id ? named : container.image.id;
  if (!truncate) return name;
  const short = shortId(container.image.id);
  if (short === shortId(name)) return short;
  const read = readReference(name);
  if (!read.ok) return name;
  const { digest: _digest, ...rest } = read.value;
  return familiarText(rest);
}

/** What runs, as it was put together. Source: moby container/view.go. */
export function commandText({ path, args }: Container): string {
  return [path, args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ')]
    .filter((part) => part !== '')
    .join(' ');
}

function sizeText(container: Container, { sizes, ownSizeOnly }: RowOptions): string {
  if (!sizes) return humanSize(0, 3);
  const { own, whole } = containerSizes(container);
  const text = humanSize(own, 3);
  return whole > 0 && !ownSizeOnly ? `${text} (virtual ${humanSize(whole, 3)})` : text;
}

/** A container as a row of `docker ps`. Source: docker/cli formatter/container.go. */
export function containerRow(daemon: Daemon, container: Container, options: RowOptions): Struct {
  const { truncate } = options;
  const { config, mounts, state } = container;
  const command = commandText(container);
  const names = mounts.map(({ Name, Source }) => Name ?? Source);
  return context('*formatter.ContainerContext', {
    ID: truncate ? shortId(container.id) : container.id,
    Names: container.name,
    Image: () => imageText(daemon, container, truncate),
    Command: goQuote(truncate ? ellipsis(command, 20) : command),
    CreatedAt: () => goTime(Math.floor(container.created / 1000) * 1000),
    RunningFor: () => `${humanDuration(daemon.now - container.created)} ago`,
    Ports: () => portsText(portsOf(container.ports)),
    State: state.status,
    Status: () => statusText(state, daemon.now),
    Size: () => sizeText(container, options),
    Labels: () => labelsText(config.Labels),
    Label: labelMethod(config.Labels),
    Mounts: () => names.map((name) => (truncate ? ellipsis(name, 15) : name)).join(','),
    LocalVolumes: () => String(mounts.filter(({ Driver }) => Driver === 'local').length),
    Networks: () => [...container.endpoints.values()].map(({ network }) => network).join(','),
  });
}
