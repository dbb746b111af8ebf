import type { Daemon } from '../../daemon/daemon.ts';
import type { MountPoint } from './points.ts';
import type { Looked, PlaceStep } from './story.ts';
import { imageName, shortName } from './phrases.ts';

/** How the thing that holds a path is found: links, then mounts from the outermost, then layers from the highest. */
export function stepsOf(_daemon: Daemon, looked: Looked): readonly PlaceStep[] {
  const { path, real, over } = looked;
  const link: readonly PlaceStep[] =
    real === path
      ? []
      : [{ text: `\`${path}\` leads to \`${real}\``, detail: 'A link is followed first.', verdict: 'goes on' }];
  if (over.length === 0) return [...link, ...layerSteps(looked)];
  const covers = over.map((mount, at): PlaceStep => {
    const last = at === over.length - 1;
    const hidden = at > 0 ? 'It hides what the mount above has there.' : undefined;
    const detail = last && !looked.entry ? 'There is no such path in it.' : hidden;
    return {
      text: `\`${mount.target}\`: ${mountWords(mount)}`,
      ...(detail === undefined ? {} : { detail }),
      verdict: last ? (looked.entry ? 'here' : 'nowhere') : 'goes on',
    };
  });
  return [...link, ...covers];
}

/** What a mount is, in a few words. */
export function mountWords({ type, source, readonly, anonymous }: MountPoint): string {
  const mode = readonly ? ', read-only' : '';
  switch (type) {
    case 'bind':
      return `\`${source}\` of the host is mounted${mode}`;
    case 'volume':
      return `${anonymous ? 'the anonymous volume' : 'the volume'} ${shortName(source)} is mounted${mode}`;
    case 'tmpfs':
      return `a file system in memory (tmpfs)${mode}`;
    case 'docker':
      return 'a file that Docker keeps for this container';
    case 'kernel':
      return `mounted by the runtime in each container${mode}`;
  }
}

function layerSteps(looked: Looked): readonly PlaceStep[] {
  const { holder } = looked;
  const begin: PlaceStep = {
    text: 'No mount lies over it',
    detail: 'So layers are searched, the highest first.',
    verdict: 'goes on',
  };
  const image = imageName(looked);
  switch (holder.kind) {
    case 'own':
      return holder.change === 'removed'
        ? [
            begin,
            {
              text: 'The container’s own layer says that it is gone',
              detail: `${image} has it below.`,
              verdict: 'nowhere',
            },
          ]
        : [
            begin,
            {
              text: 'The container’s own layer has it',
              detail: `${holder.change === 'added' ? 'Added' : 'Changed'} since the container was made.`,
              verdict: 'here',
            },
          ];
    case 'image':
      return [
        begin,
        { text: 'The container’s own layer does not have it', verdict: 'goes on' },
        {
          text: `Layer ${holder.number} of ${holder.of} of ${image} has it`,
          ...(holder.by === '' ? {} : { detail: `Made by \`${shortened(holder.by)}\`` }),
          verdict: 'here',
        },
      ];
    case 'start':
      return [
        begin,
        { text: `${image} does not have it`, verdict: 'goes on' },
        { text: 'Docker made it for the container', verdict: 'here' },
      ];
    default:
      return [
        begin,
        { text: 'The container’s own layer does not have it', verdict: 'goes on' },
        { text: `No layer of ${image} has it`, verdict: 'nowhere' },
      ];
  }
}

const MOST = 100;

/** An instruction in one line, without what BuildKit and the old builder write around it. */
function shortened(by: string): string {
  const plain = by
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/ # buildkit$/, '')
    .replaceAll('`', "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > MOST ? `${plain.slice(0, MOST - 1)}…` : plain;
}
