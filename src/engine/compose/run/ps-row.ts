import type { Daemon } from '../../docker/daemon/daemon.ts';
import { context } from '../../docker/format/context.ts';
import { ellipsis, goQuote } from '../../docker/format/text.ts';
import { goTime, humanDuration } from '../../docker/format/times.ts';
import { int, slice, str, struct, field, type Struct } from '../../docker/format/value.ts';
import { commandText, labelMethod, labelsText } from '../../docker/listing/containers.ts';
import { portsOf, portsText } from '../../docker/listing/ports.ts';
import { statusText } from '../../docker/listing/status.ts';
import type { Container } from '../../docker/model.ts';
import { labelOf } from './containers.ts';

/** Headings of `docker compose ps`. Source: compose cmd/formatter/container.go. */
export const PS_HEADINGS = {
  ID: 'ID',
  Name: 'NAME',
  Names: 'NAMES',
  Project: 'PROJECT',
  Service: 'SERVICE',
  Command: 'COMMAND',
  Image: 'IMAGE',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  State: 'STATE',
  Health: 'HEALTH',
  // ExitCode and Publishers have no heading: a table says <no value> there
  Status: 'STATUS',
  Ports: 'PORTS',
  Size: 'SIZE',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  LocalVolumes: 'LOCAL VOLUMES',
  Networks: 'NETWORKS',
} as const;

/** A container as a row of `docker compose ps`. */
export function psRow(daemon: Daemon, container: Container, truncate: boolean): Struct {
  const { config, mounts, state } = container;
  const command = commandText(container);
  return context('*formatter.ContainerContext', {
    Command: goQuote(truncate ? ellipsis(command, 20) : command),
    CreatedAt: () => goTime(Math.floor(container.created / 1000) * 1000),
    ExitCode: { params: [], call: () => int(daemon.live.has(container.id) ? 0 : state.exitCode) },
    Health: state.health?.status ?? '',
    ID: truncate ? container.id.slice(0, 12) : container.id,
    Image: config.Image,
    Label: labelMethod(config.Labels),
    Labels: () => labelsText(config.Labels),
    LocalVolumes: () => String(mounts.filter(({ Driver }) => Driver === 'local').length),
    Mounts: () =>
      mounts
        .map(({ Name, Source }) => Name ?? Source)
        .map((name) => (truncate ? ellipsis(name, 15) : name))
        .join(','),
    Name: container.name,
    Names: container.name,
    Networks: () => [...container.endpoints.values()].map(({ network }) => network).join(','),
    Ports: () => portsText(portsOf(container.ports)),
    Project: labelOf(container, 'project'),
    Publishers: { params: [], call: () => publishers(container) },
    RunningFor: () => `${humanDuration(daemon.now - container.created)} ago`,
    Service: labelOf(container, 'service'),
    Size: '0B',
    State: state.status,
    Status: () => statusText(state, daemon.now),
  });
}

/** Published ports as `{{json .Publishers}}` has them. Source: compose pkg/api/api.go PortPublisher. */
function publishers({ ports }: Container): ReturnType<typeof slice> {
  const all = Object.entries(ports).flatMap(([key, bindings]) => {
    const [target = '0', protocol = 'tcp'] = key.split('/');
    return (bindings ?? [{ HostIp: '', HostPort: '0' }]).map(({ HostIp, HostPort }) =>
      struct('api.PortPublisher', [
        field('URL', str(HostIp)),
        field('TargetPort', int(Number(target), 'int')),
        field('PublishedPort', int(Number(HostPort), 'int')),
        field('Protocol', str(protocol)),
      ]),
    );
  });
  return slice(all, 'api.PortPublishers');
}
