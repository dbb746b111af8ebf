import type { NotSimulated } from '../base/diagnostic.ts';
import type { Image, World } from '../build/result.ts';
import type { Credentials } from '../files/tree.ts';
import type { Container } from './container.ts';
import { findProgram } from './program.ts';

/** How a container ended, or that it stays. */
export interface Outcome {
  readonly exit: number;
  /** Standard output and error as they came. */
  readonly text: string;
  readonly running: { readonly listens: readonly number[] } | undefined;
  readonly startError: string | undefined;
  readonly notSimulated: readonly NotSimulated[];
}

/** Runs the container's command in a copy of the image's file system. */
export function run(_image: Image, container: Container, { who }: { world: World; who: Credentials }): Outcome {
  const program = findProgram({ ...container, who });
  const facts = program.ok ? program.program?.facts : undefined;
  const listens = facts?.['listens'];
  const none = { exit: 0, text: '', startError: undefined };
  if (typeof listens === 'number') return { ...none, running: { listens: [listens] }, notSimulated: [] };
  return { ...none, running: undefined, notSimulated: [{ what: `running ${container.argv[0]}` }] };
}
