import type { Cli } from '../../cli/command.ts';
import type { Builder } from '../buildx/builders.ts';
import { pullError } from '../transfer/registry.ts';

/** Image of BuildKit that a builder in a container runs. Source: docker/buildx util/confutil. */
const IMAGE = 'moby/buildkit:buildx-stable-1';

/** Said when a builder of its own was not told where the result is to go. Source: measured, buildx 0.13.1. */
export const NO_OUTPUT =
  'WARNING: No output specified with docker-container driver. Build result will only remain in the build cache. To push result image into registry use --push or to load image into docker use --load';

/** The block about a builder that is started for its first build. Times are assumed. */
export function bootBlock({ node }: Builder): string {
  const lines = [
    '[internal] booting buildkit',
    `pulling image ${IMAGE}`,
    `pulling image ${IMAGE} 5.2s done`,
    `creating container buildx_buildkit_${node} 0.6s done`,
    'DONE 5.8s',
  ];
  return `\n\n${lines.map((line) => `#1 ${line}`).join('\n')}`;
}

/** The log with all blocks numbered one higher. */
export function shifted(log: string): string {
  return log.replace(/^#(\d+) /gm, (text, number: string) => (number === '0' ? text : `#${Number(number) + 1} `));
}

/** Prints what a builder says whose image cannot be had; answers the error. */
export function bootError(cli: Cli, head: string): string {
  const reference = { domain: 'docker.io', path: 'moby/buildkit', tag: 'buildx-stable-1' };
  const message = `Error response from daemon: ${pullError(cli.daemon, reference, 'denied')}`;
  const title = '[internal] booting buildkit';
  cli.err(`${head}

#1 ${title}
#1 pulling image ${IMAGE} 0.0s done
#1 ERROR: ${message}
------
 > ${title}:
------
${NO_OUTPUT}
`);
  return message;
}
