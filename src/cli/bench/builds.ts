import { allImages, allPackages } from '../../content/world-eager.ts';
import { build, createWorld } from '../../engine/builder/index.ts';
import { plainLayer, stack } from '../../engine/files/index.ts';
import { shell } from '../../engine/everything.ts';

/** A build that needs no registry, so that a daemon anywhere can be asked for the same. */
export const SCRATCH: { readonly dockerfile: string; readonly files: Readonly<Record<string, string>> } = {
  dockerfile: [
    'FROM scratch AS files',
    'WORKDIR /srv',
    'COPY package.json ./',
    'COPY src ./src',
    'FROM scratch',
    'ENV MODE=production',
    'COPY --from=files --chown=1000:1000 /srv /srv',
    'COPY --chmod=0755 start.sh /',
    'USER 1000',
    'ENTRYPOINT ["/start.sh"]',
    '',
  ].join('\n'),
  files: {
    'package.json': '{ "name": "bench" }\n',
    'src/index.js': "console.log('ready');\n",
    'start.sh': '#!/bin/sh\nexec node /srv/src/index.js\n',
  },
};

/** Milliseconds and plain log of our build of `SCRATCH`, the best of `rounds` cold ones. */
export function buildScratch(rounds: number): { readonly ms: number; readonly log: string } {
  const files = Object.fromEntries(Object.entries(SCRATCH.files).map(([path, text]) => [`/${path}`, text]));
  return cold(rounds, SCRATCH.dockerfile, files);
}

/**
 * Milliseconds of `builds` cold builds in a row of a Dockerfile with `steps` steps that run commands and copy files: the middle one of `rounds`
 * samples. Sizes are compared with as many steps in a sample.
 */
export function buildSteps(steps: number, rounds: number, builds = 1): number {
  const lines = Array.from({ length: steps }, (_, at) =>
    at % 4 === 3 ? `COPY src/a${at} /src/a${at}` : `RUN mkdir -p /out/${at} && echo ${at} > /out/${at}/n`,
  );
  const files = Object.fromEntries(Array.from({ length: steps }, (_, at) => [`/src/a${at}`, `${at}\n`]));
  const dockerfile = `FROM alpine:3.22\n${lines.join('\n')}\n`;
  const samples = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let count = 0; count < builds; count++) sum += cold(1, dockerfile, files).ms;
    return sum;
  });
  // in the middle, not the best: short samples without garbage collection stand for none that a page sees
  return samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? Number.NaN;
}

/** A fresh world each time: nothing is remembered between builds. */
function cold(rounds: number, dockerfile: string, files: Readonly<Record<string, string>>) {
  const context = stack([plainLayer(files)]);
  let best = { ms: Number.POSITIVE_INFINITY, log: '' };
  for (let round = 0; round < rounds; round++) {
    const world = createWorld(allImages, allPackages, shell);
    world.image('docker.io/library/alpine:3.22', 'linux/amd64');
    const began = performance.now();
    const { log, ok, error } = build(world, { dockerfile, context, dockerignore: undefined });
    const ms = performance.now() - began;
    if (!ok) throw new Error(`the benchmark does not build: ${error?.message}`);
    if (ms < best.ms) best = { ms, log };
  }
  return best;
}
