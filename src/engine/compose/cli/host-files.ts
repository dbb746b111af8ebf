import type { Process } from '../../docker/plugins.ts';
import type { HostFiles } from '../load/dotenv.ts';

/** Files as the client's process may read them. */
export function hostFilesOf(process: Process): HostFiles {
  return {
    read(path) {
      const found = process.files.stat(path);
      if (!found.ok) return undefined;
      if (found.value.kind === 'dir') return 'dir';
      const read = process.files.read(path);
      return read.ok ? { text: read.value ?? '' } : undefined;
    },
  };
}
