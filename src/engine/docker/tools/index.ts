/**
 * Programs beside `docker` that look at images of the engine: dive and a scanner, one file each, its name is typed. Left out: their
 * interactive views, other sources of images than the engine, anything they would fetch.
 */
import type { Plugin, Plugins } from '../plugins.ts';

const modules = import.meta.glob<Plugin>(['./*.ts', '!./*.test.ts', '!./index.ts'], { eager: true, import: 'default' });

/** All of them, by name. */
export const tools: Plugins = Object.fromEntries(
  Object.entries(modules).map(([path, tool]) => [path.slice('./'.length, -'.ts'.length), tool]),
);
