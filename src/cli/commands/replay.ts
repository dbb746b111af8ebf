import { readFileSync } from 'node:fs';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { compose } from '../../engine/compose/index.ts';
import recordedData from '../../engine/docker/golden/images.json';
import { recordedHost } from '../../engine/docker/index.ts';
import type { HostFile, RecordedImage } from '../../engine/docker/index.ts';
import type { Command } from '../command.ts';

interface Session {
  readonly host: { readonly files: Readonly<Record<string, HostFile>> };
  readonly steps: readonly { readonly cmd: string; readonly stdin?: string }[];
}

export default {
  summary: 'play a recorded Docker session and print what each command answers, one JSON line each',
  usage: `replay FILE

  FILE holds {"host": {"files"}, "steps": [{"cmd", "stdin"}]}.
  A line out: {"stdout", "stderr", "exit", "ms"}

Status 0 once every step is answered.`,
  async run(args, io) {
    const session = JSON.parse(readFileSync(args[0] ?? '', 'utf8')) as Session;
    const world = createWorld(allImages, allPackages, await shellWithJavaScript());
    const host = recordedHost({
      world: world,
      images: recordedData as unknown as readonly RecordedImage[],
      workspace: session.host.files,
      plugins: { compose },
    });
    for (const { cmd, stdin } of session.steps) {
      const { output, exit, ms } = host.type(cmd, stdin);
      const text = (fd: 1 | 2): string =>
        output
          .filter((chunk) => chunk.fd === fd)
          .map((chunk) => chunk.text)
          .join('');
      await io.out(`${JSON.stringify({ stdout: text(1), stderr: text(2), exit, ms: Math.round(ms) })}\n`);
    }
    return 0;
  },
} satisfies Command;
