import { context } from '../format/context.ts';
import { humanSize } from '../format/sizes.ts';
import type { Struct } from '../format/value.ts';
import { mountpoint } from '../inspect/volume.ts';
import type { Volume } from '../model.ts';
import { labelMethod, labelsText } from './containers.ts';

/** Headings of `docker volume ls`. Source: docker/cli formatter/volume.go. */
export const VOLUME_HEADINGS = {
  Name: 'VOLUME NAME',
  Group: 'GROUP',
  Driver: 'DRIVER',
  Scope: 'SCOPE',
  Availability: 'AVAILABILITY',
  Mountpoint: 'MOUNTPOINT',
  Labels: 'LABELS',
  Links: 'LINKS',
  Size: 'SIZE',
  Status: 'STATUS',
} as const;

/** What a volume takes and who uses it; only `system df` knows. */
export interface VolumeUsage {
  readonly links: number;
  /** Bytes. */
  readonly size: number;
}

/** A volume as a row of `docker volume ls`. */
export function volumeRow(volume: Volume, usage?: VolumeUsage): Struct {
  return context('*formatter.volumeContext', {
    Name: volume.name,
    Group: 'N/A',
    Driver: volume.driver,
    Scope: 'local',
    Availability: 'N/A',
    Mountpoint: mountpoint(volume),
    Labels: () => labelsText(volume.labels),
    Label: labelMethod(volume.labels),
    Links: usage ? String(usage.links) : 'N/A',
    Size: usage ? humanSize(usage.size) : 'N/A',
    Status: 'N/A',
  });
}
