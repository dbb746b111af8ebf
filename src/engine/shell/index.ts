/**
 * `/bin/sh` of an image: reads shell text as dash, ash or bash do and runs it on the kernel. Left out: job control of a
 * terminal.
 */
export { namesOf } from '../programs/names.ts';
export type { Seldom } from './on-demand/index.ts';
export { builtinNames } from './builtins.ts';
