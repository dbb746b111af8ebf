import type { Command } from '../../kernel/system.ts';

/** The commands of this folder by file; a chunk of its own in the page's worker. */
export default import.meta.glob<Command>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true, import: 'default' });
