import { basename, dirname, join } from 'node:path';
import { parseIgnore, parsePlatform } from '../engine/dockerfile/index.ts';
import type { Ignore } from '../engine/dockerfile/index.ts';
import type { PlanOptions } from '../engine/dockerfile/plan.ts';
import { usageError } from './command.ts';
import type { Io } from './command.ts';
import { readBuildArgs } from './flags.ts';

/** Options of commands that look at a Dockerfile as a build would. */
export const BUILD_OPTIONS = {
  target: { type: 'string' },
  platform: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  'build-context': { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

export const BUILD_USAGE = `  --target STAGE          look at this stage and what it needs
  --platform OS/ARCH      platform of the image, e.g. linux/arm64
  --build-arg NAME=VALUE  repeat for more; a name alone is taken from the environment
  --build-context NAME=DIR  NAME stands for no stage and no image; the folder is not looked at`;

export interface BuildFlags {
  readonly target?: string | undefined;
  readonly platform?: string | undefined;
  readonly 'build-arg'?: readonly string[] | undefined;
  readonly 'build-context'?: readonly string[] | undefined;
}

/** The flags as options of `evaluate`. */
export function planFlags(values: BuildFlags): PlanOptions {
  const { target, platform } = values;
  const read = platform === undefined ? undefined : parsePlatform(platform);
  if (read && 'failure' in read) throw usageError(`--platform: ${read.failure}`);
  return {
    ...(target !== undefined && { target }),
    ...(platform !== undefined && { platform }),
    buildArgs: readBuildArgs(values['build-arg'] ?? []),
    buildContexts: (values['build-context'] ?? []).map((text) => text.split('=')[0] ?? text),
  };
}

/** The ignore file that a build with this Dockerfile and its folder as context uses; undefined when there is none. */
export async function ignoreBeside(io: Io, file: string): Promise<Ignore | undefined> {
  if (file === '-') return undefined;
  const own = await io.readIfThere(join(dirname(file), `${basename(file)}.dockerignore`));
  const text = own ?? (await io.readIfThere(join(dirname(file), '.dockerignore')));
  return text === undefined ? undefined : parseIgnore(text);
}

/** `Dockerfile:3: ` or `Dockerfile: ` for what has no position. */
export function place(file: string, line: number): string {
  const shown = file === '-' ? 'Dockerfile' : file;
  return line > 0 ? `${shown}:${line}: ` : `${shown}: `;
}
