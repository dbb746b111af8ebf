import type { Source } from './source.ts';

function unread(why: string): string {
  return `ERROR: failed to solve: failed to read dockerfile: ${why}\n`;
}

/** What a build without its Dockerfile prints: the log, and the mistake. Source: recorded, img-parse; measured for standard input and archives. */
export function missingDockerfile({ filename, place, remote }: Source, head: string): { log: string; error: string } {
  const title = `[internal] load build definition from ${filename}`;
  if (place.context === 'stdin')
    return {
      log: `${head}\n\n#1 ${title}\n#1 transferring dockerfile:\n------\n > ${title}:\n------\n`,
      error: unread('no local sources enabled'),
    };
  const block = remote
    ? '#1 [internal] load remote build context\n#1 DONE 0.0s\n\n#2 copy /context /\n#2 DONE 0.0s'
    : `#1 ${title}\n#1 transferring dockerfile: 2B done\n#1 DONE 0.0s`;
  return { log: `${head}\n\n${block}\n`, error: unread(`open ${filename}: no such file or directory`) };
}
