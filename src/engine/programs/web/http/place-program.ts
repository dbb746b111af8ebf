import { digestOf } from '../../../base/digest.ts';
import type { Process } from '../../../kernel/system.ts';

/** A program that an installer fetched. */
export interface Fetched {
  readonly path: string;
  /** Which command plays it; one that has none is not simulated when it is started. */
  readonly model: string;
  /** Bytes. */
  readonly size: number;
  readonly version: string;
  /** C library that it is linked against; static unless given. */
  readonly libc?: 'glibc' | 'musl' | 'static';
}

/** Lays down a program for this platform. Answers false when it may not be written. */
export function placeProgram(process: Process, { path, model, size, version, libc = 'static' }: Fetched): boolean {
  const arch = process.system.platform.split('/')[1] ?? 'amd64';
  process.files.mkdir(path.slice(0, path.lastIndexOf('/')), { parents: true });
  process.files.remove(path);
  return process.files.write(path, {
    size,
    mode: 0o755,
    digest: digestOf('fetched', model, version, process.system.platform, process.system.os.libc ?? ''),
    program: { format: 'elf', arch, libc, model, facts: { version } },
  }).ok;
}

/** HOME without a slash at its end. */
export function homeOf(process: Process): string {
  return (process.env.get('HOME') ?? '/root').replace(/\/$/, '');
}

/** `x86_64`, `aarch64`: the processor as GNU triples name it. */
export function machineOf(process: Process): string {
  return process.system.platform.startsWith('linux/arm64') ? 'aarch64' : 'x86_64';
}

/** Programs that a script calls: says which is missing. */
export function missingTool(process: Process, names: readonly string[]): string | undefined {
  return names.find((name) => process.find(name) === undefined);
}
