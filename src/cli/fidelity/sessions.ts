import { compose } from '../../engine/compose/index.ts';
import recordedData from '../../engine/docker/golden/images.json';
import { normalise } from '../../engine/docker/golden/normalise.mjs';
import { recordedHost, type HostFile, type RecordedImage } from '../../engine/docker/index.ts';
import type { Answer, Recording } from './suite.ts';
import { wholeWorld } from './world.ts';

/** Commands typed on a real host, one after the other, and what each answered. */
export interface RecordedSession {
  readonly id: string;
  readonly topic?: string;
  readonly host: { readonly files: Readonly<Record<string, HostFile>> };
  readonly steps: readonly {
    readonly cmd: string;
    readonly stdin?: string;
    readonly stdout: string;
    readonly stderr: string;
    readonly exit: number;
    /** `exit`: only the exit code is compared; `skip`: nothing. */
    readonly compare?: 'exit' | 'skip';
  }[];
}

/** Sessions as recordings: each step is an answer, `SESSION/NUMBER COMMAND`. */
export async function playedSessions(
  sessions: readonly RecordedSession[],
  topicOf: (session: RecordedSession) => string,
): Promise<readonly Recording[]> {
  const world = await wholeWorld();
  return sessions.map((session) => ({
    id: session.id,
    topic: topicOf(session),
    play() {
      const host = recordedHost({
        world,
        images: recordedData as unknown as readonly RecordedImage[],
        workspace: session.host.files,
        plugins: { compose },
      });
      return session.steps.flatMap((step, at): Answer[] => {
        const { output, exit } = host.type(step.cmd, step.stdin);
        if (step.compare === 'skip') return [];
        const printed = (fd: 1 | 2): string =>
          output
            .filter((chunk) => chunk.fd === fd)
            .map((chunk) => chunk.text)
            .join('');
        const compared = ({ stdout, stderr, exit: code }: Pick<typeof step, 'stdout' | 'stderr' | 'exit'>) =>
          step.compare === 'exit'
            ? { exit: code }
            : { exit: code, stdout: normalise(stdout), stderr: normalise(stderr) };
        const id = `${session.id}/${at + 1} ${step.cmd.split('\n')[0]}`;
        return [{ id, want: compared(step), got: compared({ stdout: printed(1), stderr: printed(2), exit }) }];
      });
    },
  }));
}
