import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld, type World } from '../build/index.ts';
import { compose } from '../compose/index.ts';
import { normalise } from './golden/normalise.mjs';
import { recordedHost, type HostFile, type RecordedImage } from './index.ts';

interface Step {
  readonly cmd: string;
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly compare?: 'exit' | 'skip';
}
interface Session {
  readonly id: string;
  readonly topic: string;
  readonly host: { readonly files: Readonly<Record<string, HostFile>> };
  readonly steps: readonly Step[];
}

/**
 * Steps of each topic that agree with the real engine, of 1,000. Raised with every gain, never lowered.
 * `ONLY=net-dns npx vitest run src/engine/docker/replay.test.ts` plays some sessions and prints what differs.
 */
const FLOORS: Readonly<Record<string, number>> = {
  limits: 980,
  security: 940,
  containers: 985,
  signals: 990,
  images: 990,
  networks: 995,
  volumes: 1000,
};

const golden = join(import.meta.dirname, 'golden');
const read = (path: string): unknown => JSON.parse(readFileSync(join(golden, path), 'utf8'));
const images = read('images.json') as readonly RecordedImage[];
const only = process.env['ONLY'];
const sessions = readdirSync(join(golden, 'transcripts'))
  .map((file) => read(`transcripts/${file}`) as Session)
  .filter(({ id }) => only === undefined || id.includes(only));

let world: Promise<World> | undefined;
const agreed = new Map<string, { steps: number; equal: number }>();

function firstDifference(expected: string, got: string): string {
  const lines = expected.split('\n');
  const others = got.split('\n');
  const at = Array.from({ length: Math.max(lines.length, others.length) }, (_, line) => line).find(
    (line) => lines[line] !== others[line],
  );
  return at === undefined
    ? ''
    : `line ${at + 1}\n      expected ${JSON.stringify(lines[at])}\n      got      ${JSON.stringify(others[at])}`;
}

describe.each(sessions.map((session) => [session.id, session] as const))('%s', (_id, session) => {
  it('ends every step, most of them as the real engine did', async () => {
    world ??= shellWithJavaScript().then((shell) => createWorld(allImages, allPackages, shell));
    const host = recordedHost({
      world: await world,
      images: images,
      workspace: session.host.files,
      plugins: { compose },
    });
    const tally = agreed.get(session.topic) ?? { steps: 0, equal: 0 };
    agreed.set(session.topic, tally);
    for (const step of session.steps) {
      const { output, exit } = host.type(step.cmd, step.stdin);
      if (step.compare === 'skip') continue;
      const text = (fd: 1 | 2): string =>
        output
          .filter((chunk) => chunk.fd === fd)
          .map((chunk) => chunk.text)
          .join('');
      const differences = [
        exit === step.exit ? '' : `exit: expected ${step.exit} got ${exit}`,
        ...(step.compare === 'exit'
          ? []
          : (['stdout', 'stderr'] as const).map((name, at) => {
              const difference = firstDifference(normalise(step[name]), normalise(text(at === 0 ? 1 : 2)));
              return difference === '' ? '' : `${name}: ${difference}`;
            })),
      ].filter((line) => line !== '');
      tally.steps++;
      if (differences.length === 0) tally.equal++;
      else if (only !== undefined) console.log(`${session.id} $ ${step.cmd}\n    ${differences.join('\n    ')}`);
    }
    expect(tally.steps).toBeGreaterThan(0);
  });
});

afterAll(() => {
  for (const [topic, { steps, equal }] of agreed) {
    console.log(`${topic}: ${equal} of ${steps}`);
    const floor = FLOORS[topic] ?? 0;
    if (only === undefined && (1000 * equal) / steps < floor)
      throw new Error(`${topic}: fewer steps agree than ${floor} of 1,000`);
  }
});
