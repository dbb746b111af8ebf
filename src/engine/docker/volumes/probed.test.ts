import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../../content/world-eager.ts';
import { createWorld, type World } from '../../build/index.ts';
import { normalise } from '../golden/normalise.mjs';
import { recordedHost, type HostFile, type RecordedImage } from '../index.ts';

/**
 * Sessions about volumes, mounts and copies that were played on Docker Engine 26.1.5 (Debian's package, no bridge, the stand-in of
 * alpine:3.20) while this folder was written, in the form of golden/transcripts. Every step must agree, except those that say why not.
 */
interface Session {
  readonly id: string;
  readonly host: { readonly files: Readonly<Record<string, HostFile>> };
  readonly steps: readonly {
    readonly cmd: string;
    readonly stdin?: string;
    readonly stdout: string;
    readonly stderr: string;
    readonly exit: number;
    readonly compare?: 'skip';
  }[];
}

const golden = join(import.meta.dirname, '../golden');
const read = (path: string): unknown => JSON.parse(readFileSync(join(golden, path), 'utf8'));
const sessions = readdirSync(join(golden, 'probed')).map((file) => read(`probed/${file}`) as Session);

let world: Promise<World> | undefined;

describe.each(sessions.map((session) => [session.id, session] as const))('%s', (_id, session) => {
  it('answers as the real engine did', async () => {
    world ??= shellWithJavaScript().then((shell) => createWorld(allImages, allPackages, shell));
    const host = recordedHost({
      world: await world,
      images: read('images.json') as readonly RecordedImage[],
      workspace: session.host.files,
    });
    const answers = session.steps.map(({ cmd, stdin }) => {
      const { output, exit } = host.type(cmd, stdin);
      const text = (fd: 1 | 2): string =>
        normalise(
          output
            .filter((chunk) => chunk.fd === fd)
            .map((chunk) => chunk.text)
            .join(''),
        );
      return { cmd, exit, stdout: text(1), stderr: text(2) };
    });
    const compared = <T>(list: readonly T[]): T[] => list.filter((_, at) => session.steps[at]?.compare !== 'skip');
    const expected = session.steps.map(({ cmd, exit, stdout, stderr }) => ({
      cmd,
      exit,
      stdout: normalise(stdout),
      stderr: normalise(stderr),
    }));
    expect(compared(answers)).toEqual(compared(expected));
  });
});
