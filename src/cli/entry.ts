import { main } from './main.ts';
import { nodeIo } from './node-io.ts';

/** Runs the command line of this process; the reader of a pipe may leave at any time. */
export async function start(args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await main(args, nodeIo());
}
